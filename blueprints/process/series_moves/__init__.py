"""Moving the rest of a series."""

from blueprints.process.series_moves.views import bp

__all__ = ["bp"]
