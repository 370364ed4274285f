"""The calendar week by week."""

from blueprints.process.weeks.views import bp

__all__ = ["bp"]
