"""A meeting is confirmed, cancelled or restored, or nobody came: what follows from it, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from models.people import NoticeKind, Role
from models.process import Cause, ChangeKind, Ending, Meeting
from models.process.booking import book, coming
from models.process.meeting_change import record
from models.process.moving import OnlyStart, StartNoShow, StartNotYours
from web.calendars.telling import keep_told
from web.commerce import starts
from web.commerce.notice import notice_of
from web.commerce.trail import note
from web.extensions import db
from web.inviting import tell
from web.meeting_moves import people_of, tell_everybody

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from models.commerce.commitment import Commitment
    from models.people import Person
    from models.process import Engagement


def cancel(meeting: Meeting, cause: Cause, *, heard: datetime | None = None, by: Person, now: datetime) -> Ending:
    """Cancel one meeting; whoever would have come is told. Raises StartNotYours, OnlyStart and what Meeting.cancel raises."""
    hours = notice_of(db.session(), meeting.engagement).hours
    beginning = starts.begins_with(meeting, lock=True)
    if beginning:
        _leave_start(beginning, meeting, cause, in_time=min(heard or now, now) <= meeting.free_until(hours), by=by, now=now)
    ending = meeting.cancel(cause, notice_hours=hours, received_at=heard, now=now)
    _ended(meeting, cause, by=by, now=now)
    tell_everybody(meeting, "meeting_cancelled", besides=[by], now=now, meeting=None, gone=meeting)
    return ending


def no_show(meeting: Meeting, *, by: Person, now: datetime) -> None:
    """Nobody came: the meeting counts as used. Raises StartNoShow and what Meeting.no_show raises."""
    if starts.begins_with(meeting):
        raise StartNoShow
    meeting.no_show(now=now)
    _ended(meeting, Cause.CLIENT, by=by, now=now)


def restore(meeting: Meeting, *, by: Person, now: datetime) -> None:
    """Take a cancellation back; whoever comes is told. Raises SupervisorTaken, RoomTaken and what Meeting.restore raises."""
    was_ahead = not meeting.has_started(now=now)
    meeting.restore(now=now)
    book(db.session(), meeting)
    record(db.session(), meeting, ChangeKind.RESTORED, Cause.PROVIDER, by=by, now=now)
    note("meeting.restored", meeting, engagement_id=meeting.engagement_id)
    keep_told([meeting], now=now)
    if was_ahead:
        tell_everybody(meeting, "meeting_restored", besides=[by], now=now)


def confirm(meetings: Sequence[Meeting], *, by: Person, now: datetime) -> None:
    """Say that the times hold; each person gets one mail with their own list. Raises what Meeting.confirm raises."""
    for meeting in meetings:
        meeting.confirm(now=now)
        record(db.session(), meeting, ChangeKind.CONFIRMED, Cause.PROVIDER, by=by, now=now)
        note("meeting.confirmed", meeting, engagement_id=meeting.engagement_id)
    tell_of_several(meetings, "meetings_confirmed", besides=[by], now=now)


def unconfirmed(engagement: Engagement, *, now: datetime) -> list[Meeting]:
    """Coming meetings whose time nobody has confirmed, in order."""
    return list(db.session.scalars(coming(engagement, now).where(Meeting.confirmed_at.is_(None))))


def tell_of_several(meetings: Sequence[Meeting], template: str, *, besides: Iterable[Person], now: datetime) -> None:
    """One mail to each person, with the meetings that the person comes to and no others."""
    lists: dict[Person, list[Meeting]] = {}
    for meeting in meetings:
        for person in people_of(meeting, now=now):
            lists.setdefault(person, []).append(meeting)
    for person in sorted(lists.keys() - set(besides), key=lambda each: each.id):
        theirs = lists[person]
        url = url_for("engagements.show", id=theirs[0].engagement_id) if len(theirs) > 1 else url_for("meetings.show", id=theirs[0].id)
        told = {"meetings": theirs, "notice": NoticeKind.CHANGE}
        tell(person, f"process/mail/{template}", url, now=now, ahead=theirs[0].engagement, **told)


def _leave_start(beginning: Sequence[Commitment], meeting: Meeting, cause: Cause, *, in_time: bool, by: Person, now: datetime) -> None:
    """The agreement begins with this meeting: one that counts as used goes on doing so, otherwise the start moves to the next."""
    following = starts.next_start(meeting)
    if cause is Cause.CLIENT:
        if not by.has(Role.ACCOUNT_MANAGER):
            raise StartNotYours
        if not in_time:
            return
        if following is None:
            raise OnlyStart
    if following is not None:
        starts.freeze(beginning, meeting.starts_at, following, cause, by=by, now=now)


def _ended(meeting: Meeting, cause: Cause, *, by: Person, now: datetime) -> None:
    session = db.session()
    book(session, meeting)
    record(session, meeting, ChangeKind.CANCELLED, cause, by=by, now=now)
    note("meeting.cancelled", meeting, engagement_id=meeting.engagement_id, ending=meeting.ending.value if meeting.ending else "")
    keep_told([meeting], now=now)
