"""Products: the variants under the four forms."""

from blueprints.commerce.products import items
from blueprints.commerce.products.views import bp

__all__ = ["bp", "items"]
