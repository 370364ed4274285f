"""Which passage a person may act on; every door answers None when there is nothing behind it for that person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.confidential import Passage, PassageSubject, PassageVersion
from vault import facts, guard, reader

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person


def editable(session: Session, supervisor: Person, passage_id: int, *, now: datetime) -> Passage | None:
    """A living passage that one of the meeting's present supervisors may write."""
    passage = _passage(session, passage_id)
    if passage is None or supervisor.id not in {p.id for p in passage.meeting.engagement.supervisors_at(now)}:
        return None
    open_rows = facts.readable(session, supervisor, Passage.id == passage_id, now=now)
    return passage if reader.may_edit(supervisor, passage, open_rows) else None


def about(session: Session, person: Person, passage_id: int, *, now: datetime) -> Passage | None:  # noqa: ARG001  all doors open alike
    """A passage of which some version is about the person; standing, leaving and deactivation make no difference."""
    subject = (
        select(PassageSubject.person_id)
        .join(PassageVersion, PassageVersion.id == PassageSubject.version_id)
        .where(PassageVersion.passage_id == passage_id, PassageSubject.person_id == person.id)
    )
    with guard.inside():
        is_subject = session.scalar(subject.limit(1)) is not None
    return _passage(session, passage_id) if is_subject else None


def open_to(session: Session, person: Person, passage_id: int, *, now: datetime) -> Passage | None:
    """A passage whose text the person may read now."""
    return _passage(session, passage_id) if passage_id in facts.readable(session, person, Passage.id == passage_id, now=now) else None


def _passage(session: Session, passage_id: int) -> Passage | None:
    with guard.inside():
        return session.get(Passage, passage_id)
