"""Invitations: what each person's calendar has been told of a meeting is kept equal to what is true, by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlalchemy.orm import joinedload

from models.people import Person
from models.process import CalendarInvitation, Meeting
from models.process.coming import meetings_of
from web.calendars import letters
from web.calendars.choices import without_invitations
from web.calendars.entries import Entry, entries
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    Entries = dict[tuple[int, int], Entry]  # by meeting and person
    Told = dict[tuple[int, int], CalendarInvitation]


def keep_told(meetings: Iterable[Meeting], *, now: datetime) -> None:
    """Invite, correct and take back until every calendar says what is true of these meetings; what has begun is let be.

    Call it in the transaction of whatever changed about them or about who comes, after the change. A fixed number of
    statements; whoever else tells of the same meetings waits.
    """
    session = db.session()
    session.flush()
    ids = sorted({meeting.id for meeting in meetings})
    coming = select(Meeting.id).where(Meeting.id.in_(ids), Meeting.starts_at > now).order_by(Meeting.id)
    ids = list(session.scalars(coming.with_for_update(key_share=True)))
    changes = list(_changes(ids, now)) if ids else []
    _add([each for each in changes if each.id is None])
    letters.put(changes, now=now)


def keep_engagement_told(engagement_id: int, *, now: datetime) -> None:
    """The same for all that is ahead in one engagement, cancelled meetings included: after a change of its people or of its state."""
    db.session.flush()
    coming = select(Meeting).where(Meeting.engagement_id == engagement_id, Meeting.starts_at > now)
    keep_told(db.session.scalars(coming).all(), now=now)


def keep_person_told(person: Person, *, now: datetime) -> None:
    """The same for whatever one person comes to, or is invited to, from now on: after a change of what the person wants."""
    invited = select(CalendarInvitation.meeting_id).where(
        CalendarInvitation.person_id == person.id, CalendarInvitation.cancelled_at.is_(None)
    )
    query = meetings_of(person).with_only_columns(Meeting.id).union(select(Meeting.id).where(Meeting.id.in_(invited)))
    coming = select(Meeting).where(Meeting.starts_at > now, Meeting.id.in_(query))
    keep_told(db.session.scalars(coming).all(), now=now)


def are_told(meetings: Iterable[Meeting], *, now: datetime) -> bool:
    """Whether every calendar says what is true of these meetings; nothing is written."""
    ids = [meeting.id for meeting in meetings if meeting.starts_at > now]
    wanted, told = _wanted(ids), _told(ids)
    return not any(True for _ in _news(wanted, told)) and not any(True for _ in _gone(wanted, told))


def _changes(ids: Sequence[int], now: datetime) -> Iterator[CalendarInvitation]:
    """What calendars do not know yet, written into their invitations."""
    wanted, told = _wanted(ids), _told(ids)
    for key, entry in _news(wanted, told):
        invitation = told.get(key) or _new(key)
        invitation.invite(entry.digest, now=now)
        yield invitation
    for invitation in _gone(wanted, told):
        invitation.cancel(now=now)
        yield invitation


def _news(wanted: Entries, told: Told) -> Iterator[tuple[tuple[int, int], Entry]]:
    return ((key, entry) for key, entry in wanted.items() if key not in told or told[key].differs(entry.digest))


def _gone(wanted: Entries, told: Told) -> Iterator[CalendarInvitation]:
    """Who does not come any more; a closed account hears nothing, not even that."""
    return (each for key, each in told.items() if key not in wanted and each.stands and each.person.is_active)


def _new(key: tuple[int, int]) -> CalendarInvitation:
    """An invitation that has told nothing yet; meeting and person have been read already."""
    meeting_id, person_id = key
    meeting, person = db.session.get_one(Meeting, meeting_id), db.session.get_one(Person, person_id)
    return CalendarInvitation(meeting=meeting, person=person, sequence=-1)


def _add(invitations: Sequence[CalendarInvitation]) -> None:
    """Write new invitations in one statement, which the session does not do for rows whose numbers it wants to know."""
    rows = [
        {"meeting_id": each.meeting.id, "person_id": each.person.id}
        | {name: getattr(each, name) for name in ("sequence", "told_at", "digest")}
        for each in invitations
    ]
    if rows:
        db.session.execute(insert(CalendarInvitation), rows)


def _wanted(ids: Sequence[int]) -> Entries:
    """What should stand in whose calendar, for those who want invitations."""
    found = entries(db.session(), ids)
    without = without_invitations(person_id for _, person_id in found)
    return {key: entry for key, entry in found.items() if key[1] not in without}


def _told(ids: Sequence[int]) -> Told:
    query = select(CalendarInvitation).where(CalendarInvitation.meeting_id.in_(ids)).options(joinedload(CalendarInvitation.person))
    return {(each.meeting_id, each.person_id): each for each in db.session.scalars(query)}
