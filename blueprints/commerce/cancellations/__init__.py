"""Cancellations: what one would cost, doing it, and why it costs what it costs."""

from blueprints.commerce.cancellations.views import bp

__all__ = ["bp"]
