"""Ratings of goals: on the goal's own scale of five, and by attainment where it is scaled; never for the client."""

from vault.ratings.parts import RatingsNotYours, changeable, rateable
from vault.ratings.rating import (
    AlreadyRated,
    AttainmentOutOfRange,
    AttainmentUnscaled,
    GoalNotAgreed,
    StaleRating,
    StepOutOfRange,
    rate,
    revise,
)
from vault.ratings.reading import opened, progress
from vault.ratings.views import LONGEST, MOMENTS, OpenRating, Progress, RatedGoal, RatedGoals, RatingDraft

__all__ = [
    "LONGEST",
    "MOMENTS",
    "AlreadyRated",
    "AttainmentOutOfRange",
    "AttainmentUnscaled",
    "GoalNotAgreed",
    "OpenRating",
    "Progress",
    "RatedGoal",
    "RatedGoals",
    "RatingDraft",
    "RatingsNotYours",
    "StaleRating",
    "StepOutOfRange",
    "changeable",
    "opened",
    "progress",
    "rate",
    "rateable",
    "revise",
]
