"""Seat acceptances: a freed seat taken by somebody signed in."""

from blueprints.commerce.seat_acceptances.views import bp

__all__ = ["bp"]
