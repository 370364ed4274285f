"""Supervisors' hours: sums of each."""

from blueprints.process.supervisor_hours.views import bp

__all__ = ["bp"]
