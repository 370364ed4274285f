"""Rows of evaluations as the vault reads them: what has been opened, who was asked, and answers, sealed and open."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from models.confidential import Evaluation, EvaluationAnswer
from models.confidential.questionnaire import Question, asked_at
from models.process import Engagement, Participation, Standing, Stay
from policy.confidential.small_numbers import Told
from vault import guard, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from models.people import Person


@dataclass(frozen=True)
class Answers:
    """One person's steps by question and words by lens; version 0 means that nothing has been answered."""

    steps: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    version: int = 0
    answered_at: datetime | None = None


def results_of(evaluation: Evaluation) -> list[tuple[Question, Told]]:
    """What was told when it closed, in the order of the form."""
    kept = evaluation.results or {}
    return [(question, Told(**kept[question.code])) for question in asked_at(evaluation.moment) if question.code in kept]


def of(session: Session, engagement_id: int) -> list[Evaluation]:
    """The engagement's evaluations, the newest last."""
    query = select(Evaluation).where(Evaluation.engagement_id == engagement_id).order_by(Evaluation.id)
    with guard.inside():
        return list(session.scalars(query))


def own(session: Session, person: Person, evaluation: Evaluation) -> Answers:
    """The person's own answers, also after leaving; empty when there are none or they have been erased."""
    row = None if person.texts_closed else row_of(session, evaluation.id, person.id)
    return opened(session, [row])[row.id] if row and row.text_id else Answers()


def opened(session: Session, rows: Iterable[EvaluationAnswer]) -> dict[int, Answers]:
    """Answers by row; erased ones are left out. Whoever calls it has left a trace, or gives nothing out that is one person's."""
    rows = [row for row in rows if row.text_id is not None]
    found = texts.read(session, [row.text_id for row in rows if row.text_id is not None])
    bodies = {row.id: (row, json.loads(found[row.text_id])) for row in rows if row.text_id in found}
    return {id_: Answers(body["steps"], body["words"], row.version, row.answered_at) for id_, (row, body) in bodies.items()}


def rows_of(session: Session, evaluation_id: int) -> list[EvaluationAnswer]:
    """The evaluation's answers, still sealed."""
    with guard.inside():
        return list(session.scalars(select(EvaluationAnswer).where(EvaluationAnswer.evaluation_id == evaluation_id)))


def was_asked(session: Session, person: Person, evaluation: Evaluation) -> bool:
    """Whether the person was a regular member when the evaluation opened."""
    return person.id in set(session.scalars(asked_people(evaluation).where(Participation.person_id == person.id)))


def supervises(person: Person, engagement: Engagement, now: datetime) -> bool:
    """Whether the person is one of the engagement's supervisors now."""
    return any(p.id == person.id for p in engagement.supervisors_at(now))


def sat_at(opened_at: InstrumentedAttribute[datetime] | datetime) -> ColumnElement[bool]:
    """Whether the Participation of the row was a regular member's at that moment."""
    stays = or_(Participation.left_at.is_(None), Participation.left_at > opened_at)
    return (Participation.stay == Stay.REGULAR) & (Participation.joined_at <= opened_at) & stays


def asked_people(evaluation: Evaluation) -> Select[int]:
    """Ids of those who were regular members when it opened."""
    return select(Participation.person_id).where(Participation.engagement_id == evaluation.engagement_id, sat_at(evaluation.opened_at))


def row_of(session: Session, evaluation_id: int, person_id: int) -> EvaluationAnswer | None:
    """One person's answers, still sealed."""
    query = select(EvaluationAnswer).where(EvaluationAnswer.evaluation_id == evaluation_id, EvaluationAnswer.person_id == person_id)
    with guard.inside():
        return session.scalars(query).one_or_none()


def counted(session: Session, evaluation: Evaluation) -> set[int]:
    """Who has answered, but for managers: a manager would know one of the answers."""
    managers = set(session.scalars(asked_people(evaluation).where(Participation.standing == Standing.MANAGER)))
    return {row.person_id for row in rows_of(session, evaluation.id)} - managers
