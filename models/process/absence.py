"""Telling beforehand that one will not come: told to the supervisor, free of charge, no reason asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, DomainError
from models.people.person import Person
from models.process.meeting import Meeting, NotInMeeting
from models.process.participation import Participation
from models.process.sitting import sits_at


class AbsenceTooLate(DomainError):
    """Nobody tells beforehand of a meeting that has begun."""

    code = "absence.too_late"


class AbsenceOfCancelled(DomainError):
    """Nobody needs to stay away from a meeting that does not take place."""

    code = "absence.cancelled"


class AbsenceNotice(Base):
    """One participant's word that they will not come to one meeting; taken back, the row goes."""

    __tablename__ = "absence_notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    participation_id: Mapped[int] = mapped_column(ForeignKey("participations.id"), index=True)
    told_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship()
    participation: Mapped[Participation] = relationship()

    __table_args__ = (UniqueConstraint("meeting_id", "participation_id"),)


@dataclass(frozen=True)
class Place:
    """A person's own chair at a meeting, and the word that they will not come, if they have given it."""

    participation: Participation
    notice: AbsenceNotice | None


def places_of(session: Session, person: Person, meetings: Iterable[Meeting]) -> dict[int, Place]:
    """The person's chairs by meeting; one statement."""
    rows = session.execute(
        select(Meeting.id, Participation, AbsenceNotice)
        .select_from(Meeting)
        .join(Participation, sits_at())
        .outerjoin(AbsenceNotice, _of_the_row())
        .where(Meeting.id.in_([meeting.id for meeting in meetings]), Participation.person_id == person.id)
    )
    return {row[0]: Place(row[1], row[2]) for row in rows}


def tell(session: Session, meeting: Meeting, person: Person, *, now: datetime) -> bool:
    """Say that the person will not come; gives whether that was news. Raises NotInMeeting, AbsenceOfCancelled, AbsenceTooLate."""
    place = _open_place(session, meeting, person, now=now)
    if place.notice is not None:
        return False
    session.add(AbsenceNotice(meeting=meeting, participation=place.participation, told_at=now))
    return True


def take_back(session: Session, meeting: Meeting, person: Person, *, now: datetime) -> bool:
    """Say that the person comes after all; gives whether that was news. Raises NotInMeeting, AbsenceOfCancelled, AbsenceTooLate."""
    place = _open_place(session, meeting, person, now=now)
    if place.notice is None:
        return False
    session.delete(place.notice)
    return True


def told_absent(meeting: Meeting) -> Select[int]:
    """Ids of the participations that have said they will not come."""
    return select(AbsenceNotice.participation_id).where(AbsenceNotice.meeting_id == meeting.id)


def _open_place(session: Session, meeting: Meeting, person: Person, *, now: datetime) -> Place:
    place = places_of(session, person, [meeting]).get(meeting.id)
    if place is None:
        raise NotInMeeting
    if meeting.cancelled_at is not None:
        raise AbsenceOfCancelled
    if meeting.has_started(now=now):
        raise AbsenceTooLate
    return place


def _of_the_row() -> ColumnElement[bool]:
    return (AbsenceNotice.meeting_id == Meeting.id) & (AbsenceNotice.participation_id == Participation.id)
