"""Outcomes over many processes: counted from what was told of each when its final evaluation closed, and from nothing else.

A process is one unit. What is told goes by half-years that are over, all processes of a half-year together: those sets share no
process and change no more, so that comparing reports tells nothing of a single process, and still less of a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base.local_time import from_local, to_local
from models.confidential import Evaluation, EvaluationMoment
from policy.confidential.small_numbers import told
from vault import guard

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from policy.confidential.small_numbers import Told

SHOWN = 4  # half-years
SECOND_HALF = 7  # the month it begins with


@dataclass(frozen=True, order=True)
class HalfYear:
    """January to June, or July to December."""

    year: int
    second: bool

    @classmethod
    def of(cls, day: date) -> HalfYear:
        """The one that the day belongs to."""
        return cls(day.year, day.month >= SECOND_HALF)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, SECOND_HALF if self.second else 1, 1)

    @property
    def former(self) -> HalfYear:
        """The one before it."""
        return HalfYear(self.year, second=False) if self.second else HalfYear(self.year - 1, second=True)


@dataclass(frozen=True)
class Outcome:
    """Of one question in one half-year: in how many processes more than half of those who answered said that it fits well."""

    half: HalfYear
    question: str
    told: Told


def outcomes(session: Session, *, now: datetime) -> list[Outcome]:
    """What may be told of the last half-years that are over, the newest first; one statement."""
    ending = HalfYear.of(to_local(now).date())
    beginning = ending
    for _step in range(SHOWN):
        beginning = beginning.former
    query = select(Evaluation.closed_at, Evaluation.results).where(
        Evaluation.moment == EvaluationMoment.FINAL,
        Evaluation.results.is_not(None),
        Evaluation.closed_at >= from_local(beginning.first, time()),
        Evaluation.closed_at < from_local(ending.first, time()),
    )
    with guard.inside():
        rows = session.execute(query).all()
    units: dict[tuple[HalfYear, str], list[bool]] = {}
    for closed_at, results in rows:
        half = HalfYear.of(to_local(closed_at).date())
        for question, kept in results.items():
            units.setdefault((half, question), []).append(kept["mostly"])
    found = ((half, question, told(sum(yes), len(yes))) for (half, question), yes in sorted(units.items(), reverse=True))
    return [Outcome(half, question, said) for half, question, said in found if said]
