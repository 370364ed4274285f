"""Closing an evaluation: from then on its results are told."""

from blueprints.confidential.evaluation_closings.views import bp

__all__ = ["bp"]
