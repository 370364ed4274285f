"""Attendances: who came."""

from blueprints.process.attendances.views import bp

__all__ = ["bp"]
