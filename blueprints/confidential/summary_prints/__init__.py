"""Delivered summaries on paper."""

from blueprints.confidential.summary_prints.views import bp

__all__ = ["bp"]
