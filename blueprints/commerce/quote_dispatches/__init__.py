"""Quote dispatches: reading a draft once more and sending it."""

from blueprints.commerce.quote_dispatches.views import bp

__all__ = ["bp"]
