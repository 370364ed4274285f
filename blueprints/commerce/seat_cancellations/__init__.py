"""Cancellations of one seat."""

from blueprints.commerce.seat_cancellations.views import bp

__all__ = ["bp"]
