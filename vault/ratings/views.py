"""Ratings as they are given out: frozen, with what the reader may do about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.confidential import RatingMoment
from models.confidential.attainment import Attainment, attainment
from vault.goals import OpenGoal

LONGEST = 2_000  # characters of where we are now
MOMENTS = tuple(RatingMoment)


@dataclass(frozen=True)
class RatingDraft:
    """A rating as somebody makes it: a step from 1 to 5, a level from -2 to +2, and where we are now in words."""

    step: int
    attainment: int | None = None
    words: str = ""


@dataclass(frozen=True)
class OpenRating:
    """A rating. ``step_words`` and ``attainment_words`` are those of the wording that was rated."""

    id: int
    version: int  # the row's, for forms
    goal_id: int
    moment: RatingMoment
    step: int
    attainment: int | None
    weight: int | None
    words: str
    step_words: str
    attainment_words: str
    rated_by: str
    rated_at: datetime


@dataclass(frozen=True)
class RatedGoal:
    """A goal with the ratings that the reader sees."""

    goal: OpenGoal
    ratings: dict[RatingMoment, OpenRating]
    hidden: frozenset[RatingMoment]  # rated before the reader joined
    may_rate: bool

    @property
    def is_scaled(self) -> bool:
        """Whether attainment is scaled, or was when it was rated."""
        return self.goal.weight is not None or any(rating.attainment is not None for rating in self.ratings.values())

    def pair(self, moment: RatingMoment) -> tuple[int | None, int]:
        """The level, None when it is not rated, and the weight, for ``attainment``."""
        rating = self.ratings.get(moment)
        weight = rating.weight if rating and rating.weight is not None else self.goal.weight
        return (rating.attainment if rating else None), weight or 0


@dataclass(frozen=True)
class RatedGoals:
    """Goals that are looked at together: the common ones, or one person's own. Never those of several people."""

    owner_id: int | None
    owner: str
    goals: tuple[RatedGoal, ...]

    @property
    def scores(self) -> dict[RatingMoment, Attainment]:
        """T at each moment at which the attainment of any goal has been rated; empty when none is scaled."""
        scaled = [rated for rated in self.goals if rated.is_scaled]
        found = {moment: attainment(rated.pair(moment) for rated in scaled) for moment in MOMENTS}
        return {moment: score for moment, score in found.items() if score.rated}


@dataclass(frozen=True)
class Progress:
    """What one reader sees of an engagement's ratings: the common goals first, then each person's own."""

    sets: tuple[RatedGoals, ...]
    closed: tuple[tuple[int, str], ...] = ()  # other people whose own goals were not opened: id and name

    @property
    def hides(self) -> bool:
        """Whether something was rated before the reader joined."""
        return any(rated.hidden for each in self.sets for rated in each.goals)
