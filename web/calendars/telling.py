"""Invitations: what each person's calendar has been told of a meeting is kept equal to what is true, by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.people import Person
from models.process import CalendarInvitation, CalendarSettings, Meeting
from web.calendars.entries import Entry, entries
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


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
    if ids:
        wanted = _wanted(ids)
        told = _told(ids)
        for key, entry in wanted.items():
            _invite(told.get(key), key, entry, now)
        for key, invitation in told.items():
            if key not in wanted and invitation.stands and invitation.person.is_active:
                _cancel(invitation, now)


def _invite(invitation: CalendarInvitation | None, key: tuple[int, int], entry: Entry, now: datetime) -> None:
    if invitation is None:
        meeting_id, person_id = key
        session = db.session()
        invitation = CalendarInvitation(
            meeting=session.get_one(Meeting, meeting_id), person=session.get_one(Person, person_id), sequence=-1
        )
        session.add(invitation)
    elif not invitation.differs(entry.digest):
        return
    invitation.invite(entry.digest, now=now)


def _cancel(invitation: CalendarInvitation, now: datetime) -> None:
    invitation.cancel(now=now)


def _wanted(ids: Sequence[int]) -> dict[tuple[int, int], Entry]:
    """What should stand in whose calendar, for those who want invitations."""
    found = entries(db.session(), ids)
    people = {person_id for _, person_id in found}
    declined = select(CalendarSettings.person_id).where(CalendarSettings.person_id.in_(people), ~CalendarSettings.invitations)
    without = set(db.session.scalars(declined))
    return {key: entry for key, entry in found.items() if key[1] not in without}


def _told(ids: Sequence[int]) -> dict[tuple[int, int], CalendarInvitation]:
    query = select(CalendarInvitation).where(CalendarInvitation.meeting_id.in_(ids)).options(joinedload(CalendarInvitation.person))
    return {(each.meeting_id, each.person_id): each for each in db.session.scalars(query)}
