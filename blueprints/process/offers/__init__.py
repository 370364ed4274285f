"""Offers: what the substitute finds behind the single-use link, and answers there."""

from blueprints.process.offers.views import bp

__all__ = ["bp"]
