"""Assignments: who supervises."""

from blueprints.process.assignments.views import bp

__all__ = ["bp"]
