"""The calendar month by month."""

from blueprints.process.months.views import bp

__all__ = ["bp"]
