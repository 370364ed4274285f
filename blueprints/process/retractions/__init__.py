"""Retractions: whoever asked for a swap takes it back."""

from blueprints.process.retractions.views import bp

__all__ = ["bp"]
