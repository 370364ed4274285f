"""Who has read text about a person: every opening by somebody else, newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from models.confidential import PassageSubject
from models.people import Person
from models.privacy import Read, ReadAct, ReaderRole, ReadItem, ReadMatter, ReadPassage
from models.process import Engagement, Meeting
from vault import guard

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
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
    engagement_name: str
    matter: ReadMatter | None = None  # nothing: a passage of the meeting's note
    meeting_id: int | None = None
    meeting_number: int | None = None
    meeting_starts_at: datetime | None = None


def of(session: Session, person: Person, *, before: int | None = None, limit: int = PAGE) -> list[Opening]:
    """Openings older than the one with id ``before``, newest first; the person's own are left out."""
    query = _openings(person).order_by(Read.id.desc()).limit(limit)
    if before is not None:
        query = query.where(Read.id < before)
    with guard.inside():
        return [_opening(*row) for row in session.execute(query)]


def one(session: Session, person: Person, read_id: int, *, now: datetime) -> Opening | None:  # noqa: ARG001  all doors open alike
    """One opening of text about the person by somebody else."""
    with guard.inside():
        row = session.execute(_openings(person).where(Read.id == read_id)).first()
    return _opening(*row) if row else None


def counted(session: Session, person: Person, *, since: datetime) -> tuple[int, int]:
    """How many others opened text about the person since then, and how many times."""
    query = select(func.count(func.distinct(Read.reader_id)), func.count(Read.id)).where(*_about(person), Read.at >= since)
    with guard.inside():
        readers, times = session.execute(query).one()
    return readers, times


def _about(person: Person) -> tuple[ColumnElement[bool], ...]:
    about = (
        select(ReadPassage.read_id)
        .join(PassageSubject, PassageSubject.version_id == ReadPassage.version_id)
        .where(PassageSubject.person_id == person.id)
    )
    own = select(ReadItem.read_id).where(ReadItem.subject_id == person.id)
    return or_(Read.id.in_(about), Read.id.in_(own)), Read.reader_id != person.id


def _openings(person: Person) -> Select[Read, str, Meeting | None, str, ReadMatter | None]:
    matter = select(func.min(ReadItem.matter)).where(ReadItem.read_id == Read.id, ReadItem.subject_id == person.id).scalar_subquery()
    return (
        select(Read, Person.name, Meeting, Engagement.name.label("engagement"), matter)
        .join(Person, Person.id == Read.reader_id)
        .join(Engagement, Engagement.id == Read.engagement_id)
        .outerjoin(Meeting, Meeting.id == Read.meeting_id)
        .where(*_about(person))
    )


def _opening(read: Read, reader: str, meeting: Meeting | None, engagement: str, matter: ReadMatter | None) -> Opening:
    opening = Opening(read.id, read.at, reader, read.role, read.act, engagement, matter)
    return (
        replace(opening, meeting_id=meeting.id, meeting_number=meeting.number, meeting_starts_at=meeting.starts_at) if meeting else opening
    )
