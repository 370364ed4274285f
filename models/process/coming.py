"""Who comes to which meetings: whoever supervises at its start, and whoever sits there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from models.people.person import Person
from models.process.engagement import Assignment, Engagement
from models.process.meeting import Meeting
from models.process.participation import Participation, Stay
from models.process.sitting import sits_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


class Place(NamedTuple):
    """Somebody's place at a meeting; who supervises has no ``stay``, for that belongs to a seat."""

    meeting_id: int
    person: Person
    stay: Stay | None

    @property
    def supervises(self) -> bool:
        """Whether the person leads the meeting."""
        return self.stay is None

    @property
    def knows(self) -> bool:
        """Whether the whole process is open to the person, not this meeting alone."""
        return self.stay is not Stay.ONE_MEETING


def places(session: Session, meeting_ids: Sequence[int], *, only: Person | None = None) -> list[Place]:
    """Who comes to meetings that take place, or the places of one of them alone: one for each person and meeting, in two statements."""
    supervising = select(Meeting.id, Person).select_from(Meeting).join(Assignment, _supervises()).join(Assignment.person)
    sitting = select(Meeting.id, Person, Participation.stay).select_from(Participation).join(Meeting, sits_at()).join(Participation.person)
    among = [Meeting.id.in_(meeting_ids), takes_place(), *([Person.id == only.id] if only else [])]
    found = [Place(key, person, None) for key, person in session.execute(supervising.where(*among))]
    found += [Place(key, person, stay) for key, person, stay in session.execute(sitting.where(*among))]
    return list({(place.meeting_id, place.person.id): place for place in reversed(found)}.values())


def meetings_of(person: Person) -> Select[Meeting]:
    """Meetings that take place, or took place, and to which the person comes."""
    supervises = exists().where(_supervises(), Assignment.person_id == person.id).correlate(Meeting)
    sits = exists().where(sits_at(), Participation.person_id == person.id).correlate(Meeting)
    return select(Meeting).where(takes_place(), or_(supervises, sits))


def takes_place() -> ColumnElement[bool]:
    """Whether the Meeting of the row is neither cancelled nor left over from a process that ended before it."""
    over = exists().where(Engagement.id == Meeting.engagement_id, Engagement.ended_at <= Meeting.starts_at).correlate(Meeting)
    return and_(Meeting.cancelled_at.is_(None), ~over)


def _supervises() -> ColumnElement[bool]:
    return and_(
        Assignment.engagement_id == Meeting.engagement_id,
        Assignment.since <= Meeting.starts_at,
        or_(Assignment.until.is_(None), Assignment.until > Meeting.starts_at),
    )
