"""Which evaluations wait: for a member's answers, and for a supervisor to open them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.confidential import Evaluation, EvaluationAnswer, EvaluationMoment
from models.confidential.evaluation import moment_due
from models.process import Assignment, Engagement, EngagementState, Meeting, Participation
from vault import guard
from vault.evaluation_rows import sat_at

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person


def to_answer(session: Session, person: Person) -> list[tuple[Evaluation, str]]:
    """Open evaluations that the person was asked in and has not answered, and the engagements' names."""
    seat = select(Participation.id).where(
        Participation.engagement_id == Evaluation.engagement_id, Participation.person_id == person.id, sat_at(Evaluation.opened_at)
    )
    answer = select(EvaluationAnswer.id).where(EvaluationAnswer.evaluation_id == Evaluation.id, EvaluationAnswer.person_id == person.id)
    query = (
        select(Evaluation, Engagement.name)
        .join(Engagement)
        .where(Evaluation.closed_at.is_(None), Engagement.ended_at.is_(None), seat.exists(), ~answer.exists())
        .order_by(Evaluation.opened_at)
    )
    if person.texts_closed:
        return []
    with guard.inside():
        return [(evaluation, name) for evaluation, name in session.execute(query)]


def due(session: Session, supervisor: Person, *, now: datetime) -> list[tuple[Engagement, EvaluationMoment]]:
    """Engagements that the person supervises and that it is time to evaluate: past half of the meetings, and at the last one."""
    supervised = select(Assignment.engagement_id).where(Assignment.person_id == supervisor.id, Assignment.until.is_(None))
    query = (
        select(Engagement, func.count(Meeting.id), func.count(Meeting.held_at), func.max(Meeting.starts_at))
        .join(Meeting, Meeting.engagement_id == Engagement.id)
        .where(Engagement.id.in_(supervised), Engagement.state == EngagementState.ACTIVE, Meeting.cancelled_at.is_(None))
        .group_by(Engagement.id)
        .order_by(Engagement.id)
    )
    rows = [] if supervisor.texts_closed else session.execute(query).all()
    made = _made(session, [engagement.id for engagement, *_ in rows])
    found = []
    for engagement, planned, held, last in rows:
        moment = moment_due(held=held, planned=planned, last_starts_at=last, now=now)
        if moment and not made.get(engagement.id, set()) & {moment, EvaluationMoment.FINAL}:
            found.append((engagement, moment))
    return found


def _made(session: Session, engagement_ids: list[int]) -> dict[int, set[EvaluationMoment]]:
    query = select(Evaluation.engagement_id, Evaluation.moment).where(Evaluation.engagement_id.in_(engagement_ids))
    made: dict[int, set[EvaluationMoment]] = {}
    with guard.inside():
        for engagement_id, moment in session.execute(query) if engagement_ids else ():
            made.setdefault(engagement_id, set()).add(moment)
    return made
