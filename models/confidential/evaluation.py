"""Evaluations at the middle and at the end: everybody answers alone, and what is told of the answers is fixed when they close."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.confidential.kept import Kept, sealed_text
from models.people.person import Person
from models.process.engagement import Engagement

LAST_WEEK = timedelta(days=7)


class EvaluationMoment(enum.StrEnum):
    """When it is made."""

    MIDDLE = "middle"
    FINAL = "final"


class EvaluationClosed(DomainError):
    """A closed evaluation takes no more answers, and its results stay as they were told."""

    code = "evaluation.closed"


class EvaluationNotYours(DomainError):
    """The person was not asked, or does not supervise."""

    code = "evaluation.not_yours"


class EvaluationOpenedAlready(DomainError):
    """Each moment is evaluated once."""

    code = "evaluation.opened_already"
    field = "moment"


class EvaluationTooEarly(DomainError):
    """There is nothing to evaluate before the process has begun."""

    code = "evaluation.too_early"


class MiddleStillOpen(DomainError):
    """The final evaluation waits until the middle one is closed."""

    code = "evaluation.middle_open"
    field = "moment"


class MiddlePast(DomainError):
    """After the final evaluation there is no middle any more."""

    code = "evaluation.middle_past"
    field = "moment"


class NobodyToAsk(DomainError):
    """Nobody takes part at the moment."""

    code = "evaluation.nobody"


def moment_due(*, held: int, planned: int, last_starts_at: datetime, now: datetime) -> EvaluationMoment | None:
    """What it is time to evaluate: the middle past half of the meetings, the end in the week before the last one and after it."""
    if held and planned - held <= 1 and last_starts_at <= now + LAST_WEEK:
        return EvaluationMoment.FINAL
    return EvaluationMoment.MIDDLE if held * 2 > planned else None


class Evaluation(Base):
    """One evaluation of one engagement. ``results`` is all that anybody is ever told of the answers: made once, at closing."""

    __tablename__ = "evaluations"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"))
    moment: Mapped[EvaluationMoment] = mapped_column(one_of(EvaluationMoment, "moment"))
    questionnaire: Mapped[str] = mapped_column(String(16))  # which edition of the questions
    asked: Mapped[int]  # how many people were asked
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    answered: Mapped[int | None]  # how many had answered when it closed
    results: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # question -> what small numbers allow to be told
    version: Mapped[int] = mapped_column(default=1)

    engagement: Mapped[Engagement] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("engagement_id", "moment"),
        CheckConstraint("(closed_at IS NULL) = (answered IS NULL)", name="closed_has_count"),
        CheckConstraint("results IS NULL OR answered >= 3", name="results_need_three"),
    )

    @property
    def is_open(self) -> bool:
        """Whether it still takes answers."""
        return self.closed_at is None

    def demand_open(self) -> None:
        """Raise EvaluationClosed, or EngagementOver when the process has ended meanwhile."""
        if not self.is_open:
            raise EvaluationClosed
        self.engagement.demand_going_on()

    def close(self, *, by: Person, answered: int, results: dict[str, Any] | None, now: datetime) -> None:
        """Fix what is told for good. Raises EvaluationClosed."""
        if not self.is_open:
            raise EvaluationClosed
        self.closed_at, self.closed_by_id = now, by.id
        self.answered, self.results = answered, results


class EvaluationAnswer(Kept):
    """One person's answers, steps and words together in one sealed text; theirs to change until the evaluation closes."""

    __tablename__ = "evaluation_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluations.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    text_id: Mapped[int | None] = sealed_text()
    answered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    evaluation: Mapped[Evaluation] = relationship()
    person: Mapped[Person] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("evaluation_id", "person_id"),)
