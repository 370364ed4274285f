"""Agreements: list, begin, see."""

from blueprints.commerce.agreements import items
from blueprints.commerce.agreements.views import bp

__all__ = ["bp", "items"]
