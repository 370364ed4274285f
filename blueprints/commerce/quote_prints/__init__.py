"""Quote prints: the quote as a PDF."""

from blueprints.commerce.quote_prints.views import bp

__all__ = ["bp"]
