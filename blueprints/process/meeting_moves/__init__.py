"""Moving one meeting."""

from blueprints.process.meeting_moves.views import bp

__all__ = ["bp"]
