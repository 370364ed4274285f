"""Requests for a quote, as account managers work on them."""

from blueprints.commerce.quote_requests import items
from blueprints.commerce.quote_requests.views import bp

__all__ = ["bp", "items"]
