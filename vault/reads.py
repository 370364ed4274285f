"""Who has read text about a person: every opening by somebody else, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.confidential import PassageSubject
from models.people import Person
from models.privacy import Read, ReadAct, ReaderRole, ReadPassage
from models.process import Engagement, Meeting
from vault import guard

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

PAGE = 50


@dataclass(frozen=True)
class Opening:
    """One opening of text about the person."""

    id: int
    at: datetime
    reader: str
    role: ReaderRole
    act: ReadAct
    meeting_number: int
    meeting_starts_at: datetime
    engagement_name: str


def of(session: Session, person: Person, *, before: int | None = None) -> list[Opening]:
    """Up to 50 openings older than the one with id ``before``; the person's own are left out."""
    about = (
        select(ReadPassage.read_id)
        .join(PassageSubject, PassageSubject.version_id == ReadPassage.version_id)
        .where(PassageSubject.person_id == person.id)
    )
    query = (
        select(Read, Person.name, Meeting, Engagement.name.label("engagement"))
        .join(Person, Person.id == Read.reader_id)
        .join(Engagement, Engagement.id == Read.engagement_id)
        .join(Meeting, Meeting.id == Read.meeting_id)
        .where(Read.id.in_(about), Read.reader_id != person.id)
        .order_by(Read.id.desc())
        .limit(PAGE)
    )
    if before is not None:
        query = query.where(Read.id < before)
    with guard.inside():
        rows = session.execute(query).all()
    return [
        Opening(
            read.id,
            read.at,
            name,
            read.role,
            read.act,
            meeting.number,
            meeting.starts_at,
            engagement,
        )
        for read, name, meeting, engagement in rows
    ]
