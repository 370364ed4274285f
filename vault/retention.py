"""Retention: texts that nobody may read any more lose their keys; safe to run again at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, delete, select

from models.base.house import OutboxMessage
from models.confidential import Goal, GoalRating, Kept, WorkingNote
from models.privacy import AuditEvent
from models.process import Engagement, Meeting
from models.process.engagement import TEXTS_KEPT, WORKING_NOTES_KEPT
from policy.confidential.visibility import expired_passages, moments
from vault import guard, texts, writer
from vault.mail import DEAD_KEPT

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def is_due(session: Session, *, now: datetime) -> bool:
    """Whether ``run`` would find anything to erase."""
    with guard.inside():
        passage = session.scalars(expired_passages().limit(1), moments(now)).first()
        note = session.scalars(_ended_notes(now).limit(1)).first()
        learned = [session.scalars(_learned(kind, now).limit(1)).first() for kind in Kept.__subclasses__()]
    return any(found is not None for found in (passage, note, *learned, session.scalars(_given_up(now).limit(1)).first()))


def run(session: Session, *, now: datetime) -> int:
    """Erase what is due and return how many texts lost their key; the caller commits."""
    with guard.inside():
        passages = list(session.scalars(expired_passages(), moments(now)))
        notes = list(session.scalars(_ended_notes(now)))
        learned = [row for kind in Kept.__subclasses__() for row in session.scalars(_learned(kind, now))]
    for passage in passages:
        writer.erase(session, passage, now=now)
        session.add(AuditEvent(at=now, act="passage.expired", object_type="passage", object_id=passage.id))
    ended = [*notes, *session.scalars(_given_up(now))]
    for each in ended:
        each.text_id = None
    session.flush()
    texts.erase(session, [each.key_id for each in (*ended, *learned)])
    session.execute(delete(GoalRating).where(GoalRating.goal_id.in_([row.id for row in learned if isinstance(row, Goal)])))
    with guard.inside():
        for row in learned:
            session.refresh(row)  # the database has emptied what pointed to the texts
            row.erased_at = now
        session.flush()
    return len(passages) + len(ended) + len(learned)


def _given_up(now: datetime) -> Select[OutboxMessage]:
    """Mails that nobody has sent again, although they could be."""
    return select(OutboxMessage).where(OutboxMessage.dead_at <= now - DEAD_KEPT, OutboxMessage.text_id.is_not(None))


def _learned(kind: type[Kept], now: datetime) -> Select[Kept]:
    """Goals, evaluations, reflections and what else the learning process left, once passages have gone too."""
    return (
        select(kind)
        .join(Engagement, Engagement.id == kind.engagement_id)
        .where(kind.erased_at.is_(None), Engagement.ended_at <= now - TEXTS_KEPT)
    )


def _ended_notes(now: datetime) -> Select[WorkingNote]:
    return (
        select(WorkingNote)
        .join(Meeting, Meeting.id == WorkingNote.meeting_id)
        .join(Engagement, Engagement.id == Meeting.engagement_id)
        .where(WorkingNote.text_id.is_not(None), Engagement.ended_at <= now - WORKING_NOTES_KEPT)
    )
