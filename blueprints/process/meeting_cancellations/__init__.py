"""Meetings cancelled, and restored."""

from blueprints.process.meeting_cancellations.views import bp

__all__ = ["bp"]
