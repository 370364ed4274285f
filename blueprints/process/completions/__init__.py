"""Completions: an engagement ends."""

from blueprints.process.completions.views import bp

__all__ = ["bp"]
