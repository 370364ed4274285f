"""Applications to open groups."""

from blueprints.commerce.applications import items
from blueprints.commerce.applications.views import bp

__all__ = ["bp", "items"]
