"""Opening a reflection to others and closing it again; and who would read it, by name, before the writer decides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, or_, select

from models.base import DomainError
from models.confidential import Openness
from models.people import Person
from models.process import ATTENDED, Assignment, Attendance, Meeting, Participation, Stay
from policy.confidential.visibility import LEAVER_READS
from vault import traces

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from models.confidential import Reflection


class NotAPlace(DomainError):
    """A reflection is opened to the present supervisors, or to a meeting that its writer attended."""

    code = "reflection.not_a_place"
    field = "place"


@dataclass(frozen=True)
class Place:
    """Whom a reflection can be opened to."""

    openness: Openness
    readers: tuple[str, ...]  # by name
    meeting_id: int | None = None
    meeting_number: int | None = None
    meeting_starts_at: datetime | None = None

    @property
    def value(self) -> str:
        """As a form says it."""
        return str(self.openness) if self.meeting_id is None else f"{self.openness}-{self.meeting_id}"


def places(session: Session, writer: Person, reflection: Reflection, *, now: datetime) -> list[Place]:
    """The supervisors, then the meetings that the writer attended, newest first; where only supervisors would read is left out."""
    supervisors = tuple(person.name for person in reflection.engagement.supervisors_at(now))
    found = [Place(Openness.SUPERVISORS, supervisors)] if supervisors else []
    was_there = exists().where(Attendance.meeting_id == Meeting.id, Attendance.person_id == writer.id, Attendance.mark.in_(ATTENDED))
    attended = select(Meeting).where(Meeting.engagement_id == reflection.engagement_id, was_there).order_by(Meeting.starts_at.desc())
    meetings = list(session.scalars(attended))
    held, there = _held(session, meetings, now=now), _there(session, meetings, writer, now=now)
    return found + [
        Place(Openness.ATTENDEES, (*held.get(meeting.id, ()), *there[meeting.id]), meeting.id, meeting.number, meeting.starts_at)
        for meeting in meetings
        if meeting.id in there
    ]


def place_of(session: Session, reflection: Reflection, *, now: datetime) -> Place | None:
    """Whom it is open to now, with their names; nobody while it is private."""
    if reflection.openness is Openness.PRIVATE:
        return None
    if reflection.openness is Openness.SUPERVISORS:
        return Place(Openness.SUPERVISORS, tuple(person.name for person in reflection.engagement.supervisors_at(now)))
    meeting = session.get_one(Meeting, reflection.meeting_id)
    held = _held(session, [meeting], now=now).get(meeting.id, [])
    there = _there(session, [meeting], reflection.person, now=now).get(meeting.id, [])
    return Place(Openness.ATTENDEES, (*held, *there), meeting.id, meeting.number, meeting.starts_at)


def open_up(session: Session, writer: Person, reflection: Reflection, value: str, *, now: datetime) -> Place:
    """Open it to a place, instead of whom it was open to before. Raises NotAPlace."""
    place = next((place for place in places(session, writer, reflection, now=now) if place.value == value), None)
    if place is None:
        raise NotAPlace
    reflection.openness, reflection.meeting_id, reflection.opened_at = place.openness, place.meeting_id, now
    _trace(session, writer, reflection, "reflection.opened", now=now)
    session.flush()
    return place


def close(session: Session, writer: Person, reflection: Reflection, *, now: datetime) -> None:
    """Nobody but the writer reads it from this statement on."""
    reflection.openness, reflection.meeting_id, reflection.opened_at = Openness.PRIVATE, None, None
    _trace(session, writer, reflection, "reflection.closed", now=now)
    session.flush()


def _held(session: Session, meetings: Iterable[Meeting], *, now: datetime) -> dict[int, list[str]]:
    """By meeting, the supervisors who held it and still supervise."""
    query = (
        select(Meeting.id, Person.name)
        .join(Assignment, Assignment.engagement_id == Meeting.engagement_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(
            Meeting.id.in_([meeting.id for meeting in meetings]),
            Assignment.since <= Meeting.ends_at,
            or_(Assignment.until.is_(None), Assignment.until > now),
        )
        .order_by(Person.sort_key)
    )
    return _grouped(session.execute(query))


def _there(session: Session, meetings: Iterable[Meeting], writer: Person, *, now: datetime) -> dict[int, list[str]]:
    """By meeting, who else was there and has not left for long."""
    stays = exists().where(
        Participation.engagement_id == Meeting.engagement_id,
        Participation.person_id == Attendance.person_id,
        or_(
            Participation.left_at.is_(None),
            Participation.left_at > now - LEAVER_READS,
            and_(Participation.stay == Stay.ONE_MEETING, Participation.meeting_id == Meeting.id),
        ),
    )
    query = (
        select(Attendance.meeting_id, Person.name)
        .join(Person, Person.id == Attendance.person_id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Meeting.id.in_([meeting.id for meeting in meetings]), Attendance.mark.in_(ATTENDED), Person.id != writer.id, stays)
        .order_by(Person.sort_key)
    )
    return _grouped(session.execute(query))


def _grouped(rows: Iterable[Row[int, str]]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for meeting_id, name in rows:
        names[meeting_id].append(name)
    return dict(names)


def _trace(session: Session, writer: Person, reflection: Reflection, what: str, *, now: datetime) -> None:
    traces.act(session, writer, what, object_type="reflection", object_id=reflection.id, engagement_id=reflection.engagement_id, now=now)
