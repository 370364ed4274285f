"""The supervisors of a crisis case."""

from blueprints.commerce.crisis_pairs.views import bp

__all__ = ["bp"]
