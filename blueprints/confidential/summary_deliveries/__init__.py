"""Delivering a summary that everybody has approved."""

from blueprints.confidential.summary_deliveries.views import bp

__all__ = ["bp"]
