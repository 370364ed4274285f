"""Vetoes: a supervisor refuses a swap for the group's safety."""

from blueprints.process.vetoes.views import bp

__all__ = ["bp"]
