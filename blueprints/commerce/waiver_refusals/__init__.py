"""The second person's no to a waiver."""

from blueprints.commerce.waiver_refusals.views import bp

__all__ = ["bp"]
