"""Moves of the start."""

from blueprints.commerce.start_moves.views import bp

__all__ = ["bp"]
