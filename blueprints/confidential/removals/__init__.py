"""Removals: having a text about oneself destroyed."""

from blueprints.confidential.removals.views import bp

__all__ = ["bp"]
