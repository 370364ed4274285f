"""Making meetings: numbered, booked and with the first line of their history, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.process.booking import book_many, hold
from models.process.engagement import Engagement
from models.process.meeting import Meeting
from models.process.meeting_change import ChangeKind, record
from models.process.moving import Cause, Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from models.people.person import Person
    from models.process.room import Room


@dataclass(frozen=True)
class Setting:
    """How long a meeting takes, and where and how it is held."""

    minutes: int
    mode: Mode = Mode.ON_SITE
    place: str = ""
    link: str = ""
    room: Room | None = None


def claim(session: Session, engagement: Engagement, people: Iterable[Person], room: Room | None = None) -> None:
    """Let nobody else plan for this process, these people or this room until the transaction ends: then look for times, then arrange."""
    session.execute(select(Engagement.id).where(Engagement.id == engagement.id).with_for_update(key_share=True))
    hold(session, {person.id for person in people}, {room.id if room else None})


def arrange(
    session: Session, engagement: Engagement, starts: Sequence[datetime], setting: Setting, *, by: Person | None, now: datetime
) -> list[Meeting]:
    """Meetings at these times, in order. ``by``: nobody, the product itself. Raises EngagementOver, SupervisorTaken, RoomTaken."""
    session.flush()
    claim(session, engagement, (), setting.room)
    last = session.scalar(select(func.max(Meeting.number)).where(Meeting.engagement_id == engagement.id)) or 0
    meetings = [_meeting(engagement, number, start, setting) for number, start in enumerate(sorted(starts), last + 1)]
    session.add_all(meetings)
    book_many(session, meetings)
    for meeting in meetings:
        record(session, meeting, ChangeKind.PLANNED, Cause.PROVIDER, by=by, now=now)
    return meetings


def _meeting(engagement: Engagement, number: int, start: datetime, setting: Setting) -> Meeting:
    meeting = Meeting(
        engagement=engagement,
        number=number,
        mode=setting.mode,
        place=setting.place,
        link=setting.link,
        room=setting.room,
        attendances=[],
    )
    meeting.plan(start, setting.minutes)
    return meeting
