"""What a person sees of evaluations: one's own answers, and of everybody's what was told when it closed. Words open to supervisors alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, or_, select

from models.base.sorting import sort_key
from models.confidential import Evaluation, EvaluationAnswer, EvaluationMoment
from models.confidential.questionnaire import Lens, asked_at, lenses_at
from models.people import Role
from models.privacy import ReaderRole, ReadMatter
from models.process import Engagement, Form, Participation, Standing, Stay
from vault import guard, traces
from vault.evaluation_rows import Answers, of, opened, own, results_of, rows_of, supervises, was_asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.confidential.questionnaire import Question
    from models.people import Person
    from policy.confidential.small_numbers import Told


@dataclass(frozen=True)
class Listed:
    """An evaluation in the list. Who only manages sees when it was; how many have answered is for supervisors."""

    id: int
    moment: EvaluationMoment
    opened_at: datetime
    closed_at: datetime | None
    opens: bool  # whether its page is open to the viewer
    to_answer: bool  # whether the viewer was asked, and it still takes answers
    has_answered: bool
    asked: int | None = None
    answered: int | None = None


@dataclass(frozen=True)
class Shown:
    """An evaluation's page. ``told`` is None while it is open, and for whom nothing is told."""

    evaluation: Evaluation
    supervises: bool
    asked: bool
    may_answer: bool
    alone: bool  # an individual process: no figures, and the supervisors read the answers as one person's
    own: Answers
    told: tuple[tuple[Question, Told], ...] | None = None
    words: tuple[tuple[Lens, tuple[str, ...]], ...] = ()
    answered: int | None = None
    theirs: Answers | None = None  # of an individual process, for its supervisors


@dataclass(frozen=True)
class Asking:
    """What somebody must know before answering."""

    engagement: Engagement
    closed: bool
    alone: bool  # an individual process: the supervisors read the answers as one person's
    as_manager: bool  # the steps are not counted
    supervisors: tuple[str, ...]
    lenses: tuple[tuple[Lens, tuple[str, ...]], ...]  # with the codes of their questions


@dataclass(frozen=True)
class Part:
    """What somebody is in one engagement, for its evaluations."""

    supervises: bool = False
    manages: bool = False
    seats: Sequence[Participation] = field(default_factory=tuple)

    @property
    def sits(self) -> bool:
        """Whether they take part now."""
        return any(seat.is_current for seat in self.seats)

    def was_asked(self, evaluation: Evaluation) -> bool:
        """Whether they sat in the group when it opened."""
        return any(seat.covers(evaluation.opened_at) for seat in self.seats)

    def concerns(self, evaluation: Evaluation) -> bool:
        """Whether its page is open to them: to supervisors, and to who sat in the group while it was open."""
        closed = evaluation.closed_at
        return self.supervises or any(
            (closed is None or seat.joined_at < closed) and (seat.left_at is None or seat.left_at > evaluation.opened_at)
            for seat in self.seats
        )


def door(session: Session, person: Person, evaluation_id: int, *, now: datetime) -> Evaluation | None:
    """An evaluation whose page is open to the person."""
    with guard.inside():
        evaluation = session.get(Evaluation, evaluation_id)
        engagement = evaluation.engagement if evaluation else None
    if evaluation is None or engagement is None:
        return None
    return evaluation if part_of(session, person, engagement, now=now).concerns(evaluation) else None


def answer_door(session: Session, person: Person, evaluation_id: int, *, now: datetime) -> Evaluation | None:
    """An evaluation that the person was asked in."""
    evaluation = door(session, person, evaluation_id, now=now)
    return evaluation if evaluation and was_asked(session, person, evaluation) else None


def part_of(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> Part:
    """What the person is in the engagement; nothing while their texts are shut."""
    if person.texts_closed:
        return Part()
    seats = select(Participation).where(
        Participation.engagement_id == engagement.id, Participation.person_id == person.id, Participation.stay == Stay.REGULAR
    )
    return Part(supervises(person, engagement, now), person.has(Role.ACCOUNT_MANAGER), session.scalars(seats).all())


def holds_any(session: Session, viewer: Person, engagement: Engagement, *, now: datetime) -> bool:
    """Whether ``listed`` would give the viewer anything; one statement."""
    still_open = Participation.joined_at < func.coalesce(Evaluation.closed_at, now)
    stayed = or_(Participation.left_at.is_(None), Participation.left_at > Evaluation.opened_at)
    seat = exists().where(
        Participation.engagement_id == engagement.id, Participation.person_id == viewer.id, Participation.stay == Stay.REGULAR
    )
    query = select(Evaluation.id).where(Evaluation.engagement_id == engagement.id)
    if not viewer.has(Role.ACCOUNT_MANAGER):
        query = query.where(seat.where(still_open, stayed))
    with guard.inside():
        return not viewer.texts_closed and session.scalar(query.limit(1)) is not None


def listed(session: Session, viewer: Person, engagement: Engagement, *, now: datetime) -> list[Listed]:
    """The evaluations that concern the viewer; an account manager sees of all of them that they are, and when."""
    part = part_of(session, viewer, engagement, now=now)
    if not (part.supervises or part.manages or part.seats):
        return []
    made = [e for e in of(session, engagement.id) if part.manages or part.concerns(e)]
    answered = _answered(session, made)
    mine = _answered(session, made, viewer)
    return [
        Listed(
            id=e.id,
            moment=e.moment,
            opened_at=e.opened_at,
            closed_at=e.closed_at,
            opens=part.concerns(e),
            to_answer=part.was_asked(e) and e.is_open and not engagement.is_over,
            has_answered=mine.get(e.id, 0) > 0,
            asked=e.asked if part.supervises else None,
            answered=answered.get(e.id, 0) if part.supervises else None,
        )
        for e in made
    ]


def shown(session: Session, viewer: Person, evaluation: Evaluation, *, now: datetime) -> Shown:
    """The page for whom ``door`` lets in. Opening others' words leaves a trace first."""
    with guard.inside():
        engagement = evaluation.engagement
    part = part_of(session, viewer, engagement, now=now)
    asked, told = part.was_asked(evaluation), None
    rows = rows_of(session, evaluation.id) if part.supervises else []
    answers: list[Answers] = []
    if not evaluation.is_open:
        told = tuple(results_of(evaluation)) if part.supervises or part.sits else None
        answers = _open(session, viewer, evaluation, rows, now=now)
    alone = engagement.form is Form.INDIVIDUAL
    return Shown(
        evaluation=evaluation,
        supervises=part.supervises,
        asked=asked,
        may_answer=asked and evaluation.is_open and not engagement.is_over,
        alone=alone,
        own=own(session, viewer, evaluation),
        told=told,
        words=() if alone else _words(evaluation, answers),
        answered=len(rows) if part.supervises else None,
        theirs=answers[0] if alone and answers else None,
    )


def asking(session: Session, person: Person, evaluation: Evaluation, *, now: datetime) -> Asking:
    """What the form says beforehand: who reads what, and whether it still takes answers."""
    with guard.inside():
        engagement = evaluation.engagement
    questions = asked_at(evaluation.moment)
    seats = part_of(session, person, engagement, now=now).seats
    return Asking(
        engagement=engagement,
        closed=not evaluation.is_open or engagement.is_over,
        alone=engagement.form is Form.INDIVIDUAL,
        as_manager=any(seat.covers(evaluation.opened_at) and seat.standing is Standing.MANAGER for seat in seats),
        supervisors=tuple(p.name for p in engagement.supervisors_at(now)),
        lenses=tuple((lens, tuple(q.code for q in questions if q.lens is lens)) for lens in lenses_at(evaluation.moment)),
    )


def answered_in(session: Session, evaluation: Evaluation) -> int:
    """How many have answered."""
    return _answered(session, [evaluation]).get(evaluation.id, 0)


def _answered(session: Session, made: Iterable[Evaluation], person: Person | None = None) -> dict[int, int]:
    """How many have answered each; of one person, whether they have."""
    query = (
        select(EvaluationAnswer.evaluation_id, func.count())
        .where(EvaluationAnswer.evaluation_id.in_([e.id for e in made]))
        .group_by(EvaluationAnswer.evaluation_id)
    )
    with guard.inside():
        rows = session.execute(query.where(EvaluationAnswer.person_id == person.id) if person else query).all()
    return {evaluation_id: count for evaluation_id, count in rows}  # noqa: C416  rows are not pairs to the type checker


def _open(session: Session, viewer: Person, evaluation: Evaluation, rows: list[EvaluationAnswer], *, now: datetime) -> list[Answers]:
    """Everybody's answers, for a supervisor of a closed evaluation."""
    sealed = [row for row in rows if row.text_id is not None]
    items = [(ReadMatter.EVALUATION, row.id, row.person_id) for row in sealed]
    traces.items(session, viewer, evaluation.engagement_id, ReaderRole.SUPERVISOR, items, now=now)
    return list(opened(session, sealed).values())


def _words(evaluation: Evaluation, answers: Sequence[Answers]) -> tuple[tuple[Lens, tuple[str, ...]], ...]:
    """Words by lens, each lens in the order of the alphabet: nothing says who wrote, or which words are one person's."""
    by_lens = (
        (lens, sorted((given.words[lens] for given in answers if lens in given.words), key=sort_key))
        for lens in lenses_at(evaluation.moment)
    )
    return tuple((lens, tuple(texts)) for lens, texts in by_lens if texts)
