"""Seat offers: an applicant’s own page behind the link in the mail."""

from blueprints.commerce.seat_offers.views import bp

__all__ = ["bp"]
