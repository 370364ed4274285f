"""Requests that come to nothing."""

from blueprints.commerce.closings.views import bp

__all__ = ["bp"]
