"""Quotes: drafted, read, listed."""

from blueprints.commerce.quotes import items
from blueprints.commerce.quotes.views import bp

__all__ = ["bp", "items"]
