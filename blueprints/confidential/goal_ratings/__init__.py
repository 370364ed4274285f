"""Ratings of goals: where a goal stands at the outset, midway and at the finish."""

from blueprints.confidential.goal_ratings.views import bp

__all__ = ["bp"]
