"""Who pays."""

from blueprints.commerce.payers.views import bp

__all__ = ["bp"]
