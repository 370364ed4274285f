"""Who and which room a meeting takes, and when. The database itself refuses a second meeting at the same time.

A booking exists for every supervisor and for the room of a meeting that is not cancelled and whose process has not ended before it.
On PostgreSQL an exclusion constraint keeps them apart, on SQLite two triggers (migration 0007); both go by the names below.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError
from models.people.person import Person
from models.process.meeting import Meeting
from models.process.room import Room

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from models.process.engagement import Engagement

NO_TWO_MEETINGS = "bookings_supervisor_overlap"
NO_TWO_IN_A_ROOM = "bookings_room_overlap"


class SupervisorTaken(DomainError):
    """A supervisor of the meeting has another one at the same time."""

    code = "booking.supervisor_taken"
    field = "hour"


class SupervisorElsewhere(SupervisorTaken):
    """Somebody who is to supervise a process has another meeting at the time of one of its coming meetings."""

    code = "booking.supervisor_elsewhere"
    field = "supervisor"


class RoomTaken(DomainError):
    """The room has another meeting at the same time."""

    code = "booking.room_taken"
    field = "room"


class Booking(Base):
    """One supervisor's or one room's time, taken by a meeting."""

    __tablename__ = "bookings"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship()

    __table_args__ = (
        UniqueConstraint("meeting_id", "supervisor_id"),
        UniqueConstraint("meeting_id", "room_id"),
        Index("ix_bookings_supervisor_time", "supervisor_id", "starts_at", "ends_at"),
        Index("ix_bookings_room_time", "room_id", "starts_at", "ends_at"),
        CheckConstraint("(supervisor_id IS NULL) <> (room_id IS NULL)", name="one_is_taken"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )


def overlaps(starts_at: datetime, ends_at: datetime) -> ColumnElement[bool]:
    """Whether the Booking of the row shares a moment with the time; one that begins as another ends does not."""
    return (Booking.starts_at < ends_at) & (Booking.ends_at > starts_at)


def book(session: Session, meeting: Meeting) -> None:
    """Take the time of the meeting's supervisors and room as the meeting stands now; give back what it held before.

    Call it after a meeting was made, moved, put into another room or cancelled. Raises SupervisorTaken, RoomTaken: nothing is
    booked then, and the caller undoes the rest.
    """
    book_many(session, [meeting])


def book_many(session: Session, meetings: Sequence[Meeting]) -> None:
    """As ``book``, all of them or none; what any of them held before is free for the others. Raises SupervisorTaken, RoomTaken."""
    session.flush()
    wanted = [booking for meeting in meetings for booking in _wanted(meeting)]
    hold(session, {each.supervisor_id for each in wanted}, {each.room_id for each in wanted})
    try:
        with session.begin_nested():
            session.execute(delete(Booking).where(Booking.meeting_id.in_([meeting.id for meeting in meetings])))
            session.add_all(wanted)
            session.flush()
    except IntegrityError as error:
        raise _taken(error) from error


def book_all(session: Session, engagement: Engagement, *, now: datetime) -> None:
    """Book every coming meeting of an engagement anew: after its supervisors changed, or it ended. Raises SupervisorElsewhere."""
    session.flush()
    meetings = session.scalars(coming(engagement, now)).all()
    try:
        book_many(session, meetings)
    except SupervisorTaken as taken:
        raise SupervisorElsewhere(at=_first_taken(session, meetings)) from taken


def _first_taken(session: Session, meetings: Sequence[Meeting]) -> datetime:
    """When the first of the meetings begins at which one of its supervisors is elsewhere."""
    own = {meeting.id for meeting in meetings}
    for meeting in meetings:
        people = [person.id for person in meeting.engagement.supervisors_at(meeting.starts_at)]
        if any(other.meeting_id not in own for other in supervisors_taken(session, people, meeting.starts_at, meeting.ends_at)):
            return meeting.starts_at
    return meetings[0].starts_at


def hold(session: Session, person_ids: Iterable[int | None], room_ids: Iterable[int | None] = ()) -> None:
    """Wait until nobody else is booking these supervisors and rooms; what is read afterwards stays true until the transaction ends.

    SQLite has one writer at a time anyway. On PostgreSQL two bookings of the same moment would else wait for one another.
    """
    for column, ids in ((Person.id, person_ids), (Room.id, room_ids)):
        wanted = sorted(each for each in ids if each)
        if wanted:
            session.execute(select(column).where(column.in_(wanted)).order_by(column).with_for_update(key_share=True))


def coming(engagement: Engagement, now: datetime) -> Select[Meeting]:
    """Meetings that have not begun and are not cancelled, in order."""
    return (
        select(Meeting)
        .where(Meeting.engagement_id == engagement.id, Meeting.starts_at > now, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at)
    )


def takes_time(meeting: Meeting) -> bool:
    """Whether anybody keeps the time free: it is not cancelled, and its process did not end before it."""
    ended = meeting.engagement.ended_at
    return meeting.cancelled_at is None and (ended is None or meeting.starts_at <= ended)


def supervisors_taken(session: Session, person_ids: Sequence[int], starts_at: datetime, ends_at: datetime) -> list[Booking]:
    """What already takes one of these supervisors' time, in order."""
    query = select(Booking).where(Booking.supervisor_id.in_(person_ids), overlaps(starts_at, ends_at))
    return list(session.scalars(query.order_by(Booking.starts_at)))


def _wanted(meeting: Meeting) -> list[Booking]:
    if not takes_time(meeting):
        return []
    time = {"meeting_id": meeting.id, "starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
    bookings = [Booking(supervisor_id=person.id, **time) for person in meeting.engagement.supervisors_at(meeting.starts_at)]
    if meeting.room_id is not None:
        bookings.append(Booking(room_id=meeting.room_id, **time))
    return bookings


def _taken(error: IntegrityError) -> DomainError:
    said = str(error.orig)
    if NO_TWO_MEETINGS in said:
        return SupervisorTaken()
    if NO_TWO_IN_A_ROOM in said:
        return RoomTaken()
    raise error
