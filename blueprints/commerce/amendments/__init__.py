"""Amendments of what is in force."""

from blueprints.commerce.amendments.views import bp

__all__ = ["bp"]
