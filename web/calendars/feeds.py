"""Private feeds: a calendar that programs fetch by an address which only its owner knows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import force_locale
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from gateways import ics
from models.base.tokens import token_hash
from models.people import Person
from models.process import CalendarFeed, CalendarInvitation, Meeting, MeetingChange
from models.process.coming import meetings_of
from web.calendars.entries import entries
from web.calendars.wording import item
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

BACK, AHEAD = timedelta(days=90), timedelta(days=400)
TITLE = "Peili"


def owner(token: str) -> Person | None:
    """Whose feed it is. Of an unknown, malformed, revoked or closed account's token nothing is told, at the same cost: one statement."""
    query = select(CalendarFeed).join(CalendarFeed.person).options(contains_eager(CalendarFeed.person))
    good = (CalendarFeed.token_hash == token_hash(token), CalendarFeed.revoked_at.is_(None), Person.deactivated_at.is_(None))
    feed = db.session.scalars(query.where(*good)).one_or_none()
    return feed.person if feed else None


def content(person: Person, *, now: datetime) -> bytes:
    """The person's meetings of the last 90 and the next 400 days, in a fixed number of statements. Cancelled ones are not in it."""
    window = meetings_of(person).where(Meeting.starts_at >= now - BACK, Meeting.starts_at < now + AHEAD)
    meetings = db.session.scalars(window.order_by(Meeting.starts_at, Meeting.id)).all()
    ids = [meeting.id for meeting in meetings]
    found = entries(db.session(), ids, only=person)
    told, changed = _told(person, ids), _changed(ids)
    with force_locale(person.language):
        items = [
            item(meeting, found[key], sequence=_sequence(meeting, told), told_at=_told_at(meeting, told, changed))
            for meeting in meetings
            if (key := (meeting.id, person.id)) in found
        ]
        return ics.feed(items, title=TITLE)


def _sequence(meeting: Meeting, told: dict[int, CalendarInvitation]) -> int:
    """As invitations have it, so that a calendar with both never takes the older one for newer."""
    return max(meeting.sequence, told[meeting.id].sequence) if meeting.id in told else meeting.sequence


def _told_at(meeting: Meeting, told: dict[int, CalendarInvitation], changed: dict[int, datetime]) -> datetime:
    times = [changed.get(meeting.id), told[meeting.id].told_at if meeting.id in told else None, meeting.engagement.created_at]
    return max(each for each in times if each is not None)


def _told(person: Person, ids: Sequence[int]) -> dict[int, CalendarInvitation]:
    query = select(CalendarInvitation).where(CalendarInvitation.person_id == person.id, CalendarInvitation.meeting_id.in_(ids))
    return {invitation.meeting_id: invitation for invitation in db.session.scalars(query)}


def _changed(ids: Sequence[int]) -> dict[int, datetime]:
    query = select(MeetingChange.meeting_id, func.max(MeetingChange.at)).where(MeetingChange.meeting_id.in_(ids))
    return dict(iter(db.session.execute(query.group_by(MeetingChange.meeting_id))))
