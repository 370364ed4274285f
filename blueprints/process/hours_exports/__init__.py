"""Hours exports: the own log for a spreadsheet."""

from blueprints.process.hours_exports.views import bp

__all__ = ["bp"]
