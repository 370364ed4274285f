"""Answers about a goal: agreed, or not yet."""

from blueprints.confidential.goal_answers.views import bp

__all__ = ["bp"]
