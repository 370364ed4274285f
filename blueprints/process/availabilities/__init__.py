"""Availabilities: when supervisors can be had, and how much they take."""

from blueprints.process.availabilities.views import bp

__all__ = ["bp"]
