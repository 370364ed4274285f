"""The history of meetings."""

from blueprints.process.meeting_changes.views import bp

__all__ = ["bp"]
