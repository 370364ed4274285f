"""Endings of goals: a goal is dropped, and somebody says why."""

from blueprints.confidential.goal_endings.views import bp

__all__ = ["bp"]
