"""Exports of supervisors' hours: sums of each for a spreadsheet."""

from blueprints.process.supervisor_hours_exports.views import bp

__all__ = ["bp"]
