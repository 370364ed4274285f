"""Deactivations: closing an account and opening it again."""

from blueprints.people.deactivations.views import bp

__all__ = ["bp"]
