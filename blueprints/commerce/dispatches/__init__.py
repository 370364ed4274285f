"""Sending a draft for signing."""

from blueprints.commerce.dispatches.views import bp

__all__ = ["bp"]
