"""Confirming all coming times."""

from blueprints.process.series_confirmations.views import bp

__all__ = ["bp"]
