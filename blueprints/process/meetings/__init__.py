"""Meetings of an engagement."""

from blueprints.process.meetings.views import bp

__all__ = ["bp"]
