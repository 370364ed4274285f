"""The end of a crisis case."""

from blueprints.commerce.crisis_closures.views import bp

__all__ = ["bp"]
