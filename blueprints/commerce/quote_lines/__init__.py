"""Quote lines: what a draft offers and for how much."""

from blueprints.commerce.quote_lines.views import bp

__all__ = ["bp"]
