"""Giving a request to a colleague."""

from blueprints.commerce.handovers.views import bp

__all__ = ["bp"]
