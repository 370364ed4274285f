"""Attendance sheets: who came, or a place to sign, on paper."""

from blueprints.process.attendance_sheets.views import bp

__all__ = ["bp"]
