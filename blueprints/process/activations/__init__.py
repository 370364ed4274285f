"""Activations: a planned engagement starts."""

from blueprints.process.activations.views import bp

__all__ = ["bp"]
