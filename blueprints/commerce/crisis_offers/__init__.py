"""First times offered in a crisis case."""

from blueprints.commerce.crisis_offers.views import bp

__all__ = ["bp"]
