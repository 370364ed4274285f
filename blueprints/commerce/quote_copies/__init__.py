"""Quote copies: the PDF for whoever comes by link."""

from blueprints.commerce.quote_copies.views import bp

__all__ = ["bp"]
