"""Swaps: asking for one, and how it stands."""

from blueprints.process.substitutions.views import bp

__all__ = ["bp"]
