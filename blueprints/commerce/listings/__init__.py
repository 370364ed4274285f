"""Listings: whether an open group is published and takes applications."""

from blueprints.commerce.listings.views import bp

__all__ = ["bp"]
