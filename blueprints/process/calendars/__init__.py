"""The calendar as an agenda: day after day, what is ahead first."""

from blueprints.process.calendars.views import bp

__all__ = ["bp"]
