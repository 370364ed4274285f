"""Questions offered between meetings. A supervisor sees what is offered, never whether somebody has answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, exists, func
from sqlalchemy.orm import aliased, joinedload

from models.base import DomainError
from models.base.text import clean_text
from models.confidential import OfferedQuestion, Reflection, SealedKind
from models.people import Person
from models.process import Engagement, Participation, current_members
from policy.confidential.reflections import offered_to_viewer, readable_questions
from policy.confidential.visibility import VIEWER, bind
from vault import guard, texts, traces
from vault.question_bank import LONGEST

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

MOST = 50


class NotAMember(DomainError):
    """A question is offered to everybody, or to one of the present participants."""

    code = "question.not_a_member"
    field = "to"


class NobodyToAsk(DomainError):
    """There is no participant who could be asked."""

    code = "question.nobody"


@dataclass(frozen=True)
class Offered:
    """A question as one sees it to whom it is offered, or who offers it."""

    id: int
    words: str
    offered_by: str
    offered_at: datetime
    to: str | None  # nobody: everybody
    closed_at: datetime | None
    answered: bool = False  # by the viewer; of others it is not known


def offer(session: Session, supervisor: Person, engagement: Engagement, words: str, *, to_id: int | None, now: datetime) -> list[Person]:
    """Offer a question; gives those to tell. Raises EngagementOver, TextMissing and kin, NotAMember, NobodyToAsk."""
    engagement.demand_going_on()
    question = clean_text(words, limit=LONGEST)
    members = [seat.person for seat in session.scalars(current_members(engagement).options(joinedload(Participation.person)))]
    asked = members if to_id is None else [person for person in members if person.id == to_id]
    if not asked:
        raise NobodyToAsk if to_id is None else NotAMember
    scope = texts.engagement_scope(engagement.id)
    row = OfferedQuestion(
        engagement_id=engagement.id, key_id=texts.new_key(session, scope), to_id=to_id, offered_by_id=supervisor.id, offered_at=now
    )
    session.add(row)
    session.flush()
    sealed = texts.write(session, texts.Label(SealedKind.QUESTION, scope, row.key_id, 1, supervisor.id), question, now=now)
    session.flush()
    row.text_id = sealed.id
    _trace(session, supervisor, row, "question.offered", now=now)
    session.flush()
    return asked


def offered(session: Session, supervisor: Person, question_id: int, *, now: datetime) -> OfferedQuestion | None:
    """A question that is offered in an engagement which the person supervises now."""
    if supervisor.texts_closed or not supervisor.is_active:
        return None
    query = readable_questions().where(OfferedQuestion.id == question_id).options(joinedload(OfferedQuestion.engagement))
    with guard.inside():
        row = session.scalars(query, bind(supervisor, now=now)).one_or_none()
    return row if row is not None and supervisor.id in {p.id for p in row.engagement.supervisors_at(now)} else None


def close(session: Session, supervisor: Person, question: OfferedQuestion, *, now: datetime) -> None:
    """Offer it no more; whoever has answered keeps their answer and its question."""
    if question.closed_at is None:
        question.closed_at = now
        _trace(session, supervisor, question, "question.closed", now=now)
        session.flush()


def listed(session: Session, supervisor: Person, engagement: Engagement, *, now: datetime) -> list[Offered]:
    """What has been offered in the engagement, to whom, newest first; for those who supervise it now."""
    if supervisor.id not in {p.id for p in engagement.supervisors_at(now)}:
        return []
    query = readable_questions().where(OfferedQuestion.engagement_id == engagement.id).order_by(OfferedQuestion.id.desc()).limit(MOST)
    return _opened(session, supervisor, query, now=now)


def for_person(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> list[Offered]:
    """What is offered to the person now, oldest first, and whether they have answered."""
    query = _offered_to(engagement).order_by(OfferedQuestion.id).limit(MOST)
    return _opened(session, person, query, now=now)


def waiting(session: Session, person: Person, *, now: datetime) -> dict[int, tuple[str, int]]:
    """How many questions wait for the person, by engagement: its name, and the count. One statement."""
    if person.texts_closed or not person.is_active:
        return {}
    query = (
        _offered_to(None)
        .where(~_answered())
        .with_only_columns(Engagement.id, Engagement.name, func.count(OfferedQuestion.id))
        .group_by(Engagement.id, Engagement.name)
        .order_by(Engagement.id)
    )
    with guard.inside():
        return {key: (name, count) for key, name, count in session.execute(query, bind(person, now=now))}


def _offered_to(engagement: Engagement | None) -> Select[OfferedQuestion]:
    query = readable_questions().where(offered_to_viewer(), OfferedQuestion.closed_at.is_(None), Engagement.ended_at.is_(None))
    return query if engagement is None else query.where(Engagement.id == engagement.id)


def _answered() -> Any:  # noqa: ANN401  a condition in SQL
    answer = aliased(Reflection)
    return exists().where(answer.question_id == OfferedQuestion.id, answer.person_id == VIEWER)


def _opened(session: Session, viewer: Person, query: Select[OfferedQuestion], *, now: datetime) -> list[Offered]:
    if viewer.texts_closed or not viewer.is_active:
        return []
    whole = query.add_columns(_answered().label("answered")).options(joinedload(OfferedQuestion.to), joinedload(OfferedQuestion.offered_by))
    with guard.inside():
        rows = session.execute(whole, bind(viewer, now=now)).all()
    words = texts.read(session, [row.text_id for row, _ in rows])
    return [
        Offered(
            row.id,
            words[row.text_id],
            row.offered_by.name,
            row.offered_at,
            row.to.name if row.to else None,
            row.closed_at,
            answered=answered,
        )
        for row, answered in rows
        if row.text_id in words
    ]


def _trace(session: Session, supervisor: Person, question: OfferedQuestion, what: str, *, now: datetime) -> None:
    traces.act(session, supervisor, what, object_type="question", object_id=question.id, engagement_id=question.engagement_id, now=now)
