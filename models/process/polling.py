"""What polls come to: whose answers count, which times are gone, who has yet to answer. Each question is one statement."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from models.people.link import LinkPurpose, SingleUseLink
from models.people.person import Person
from models.process.booking import Booking
from models.process.engagement import Engagement
from models.process.meeting import Meeting
from models.process.participation import Participation
from models.process.sitting import sits_at
from models.process.time_poll import PollAnswer, PollTime, Suits, TimePoll

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session


def sits(person: Person) -> ColumnElement[bool]:
    """Whether the person sits at the Meeting of the row, as things stand now."""
    return exists().where(sits_at(), Participation.person_id == person.id).correlate(Meeting)


def locked(session: Session, poll_id: int) -> TimePoll:
    """The poll as it is now; whoever else answers or closes it waits until this transaction ends."""
    query = select(TimePoll).where(TimePoll.id == poll_id).options(joinedload(TimePoll.meeting))
    return session.scalars(query.with_for_update(of=TimePoll), execution_options={"populate_existing": True}).one()


def open_poll(meeting: Meeting) -> Select[TimePoll]:
    """The meeting's open poll: there is one at most."""
    return select(TimePoll).where(TimePoll.meeting_id == meeting.id, TimePoll.closed_at.is_(None))


def counts(session: Session, poll: TimePoll) -> dict[int, Counter[Suits]]:
    """How many say what, by the time's id: of those who sit at the meeting now."""
    query = (
        select(PollAnswer.time_id, PollAnswer.suits, func.count(PollAnswer.id.distinct()))
        .join(PollAnswer.time)
        .join(Meeting, Meeting.id == poll.meeting_id)
        .join(Participation, and_(sits_at(), Participation.person_id == PollAnswer.person_id))
        .where(PollTime.poll_id == poll.id)
        .group_by(PollAnswer.time_id, PollAnswer.suits)
    )
    found: dict[int, Counter[Suits]] = {time.id: Counter() for time in poll.times}
    for time_id, suits, count in session.execute(query):
        found[time_id][suits] = count
    return found


def answers(session: Session, poll: TimePoll, people: Sequence[Person]) -> Mapping[tuple[int, int], Suits]:
    """What these people have said, by the ids of time and person."""
    query = (
        select(PollAnswer.time_id, PollAnswer.person_id, PollAnswer.suits)
        .join(PollAnswer.time)
        .where(PollTime.poll_id == poll.id, PollAnswer.person_id.in_([person.id for person in people]))
    )
    return {(time_id, person_id): suits for time_id, person_id, suits in session.execute(query)}


def gone(session: Session, poll: TimePoll, *, now: datetime) -> set[int]:
    """Ids of times at which a supervisor or the room has another meeting by now, and of those that have passed."""
    meeting = poll.meeting
    people = [person.id for person in meeting.engagement.supervisors_at(now)]
    taken = or_(Booking.supervisor_id.in_(people), and_(Booking.room_id.is_not(None), Booking.room_id == meeting.room_id))
    query = (
        select(PollTime.id)
        .join(Booking, and_(Booking.starts_at < PollTime.ends_at, Booking.ends_at > PollTime.starts_at))
        .where(PollTime.poll_id == poll.id, Booking.meeting_id != meeting.id, taken)
    )
    return {*session.scalars(query), *(time.id for time in poll.times if time.starts_at <= now)}


def waiting_for(person: Person, now: datetime) -> Select[TimePoll]:
    """Open polls that the person has been asked and has not answered, the most pressing first."""
    answered = exists().where(PollTime.poll_id == TimePoll.id, PollAnswer.time_id == PollTime.id, PollAnswer.person_id == person.id)
    query = select(TimePoll).join(TimePoll.meeting).where(_is_open(now), TimePoll.deadline > now, sits(person), ~answered)
    return query.order_by(TimePoll.deadline, TimePoll.id)


def moot(now: datetime) -> Select[TimePoll]:
    """Open polls of meetings that there is nothing left to move of."""
    over = or_(Meeting.cancelled_at.is_not(None), Meeting.starts_at <= now, Engagement.ended_at.is_not(None))
    return select(TimePoll).join(TimePoll.meeting).join(Meeting.engagement).where(TimePoll.closed_at.is_(None), over)


def due(now: datetime) -> Select[TimePoll]:
    """Polls whose deadline has passed and in which nobody has chosen yet."""
    return select(TimePoll).join(TimePoll.meeting).where(_is_open(now), TimePoll.deadline <= now).order_by(TimePoll.deadline, TimePoll.id)


def _is_open(now: datetime) -> ColumnElement[bool]:
    return and_(TimePoll.closed_at.is_(None), Meeting.cancelled_at.is_(None), Meeting.starts_at > now)


def unasked(now: datetime) -> Select[TimePoll, Person]:
    """Open polls with those who sit at the meeting and have been sent no link to answer with: they joined later."""
    link = exists().where(
        SingleUseLink.object_id == TimePoll.id, SingleUseLink.purpose == LinkPurpose.POLL, SingleUseLink.person_id == Person.id
    )
    query = (
        select(TimePoll, Person).join(TimePoll.meeting).join(Participation, sits_at()).join(Person, Person.id == Participation.person_id)
    )
    return query.where(_is_open(now), TimePoll.deadline > now, ~link).options(joinedload(TimePoll.meeting)).order_by(TimePoll.id, Person.id)
