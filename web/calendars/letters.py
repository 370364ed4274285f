"""The mails that carry invitations: made when they leave, from what is true then, so that only the newest news leaves (RFC 6047)."""

from __future__ import annotations

import enum
from email.utils import parseaddr
from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import exists, select

from gateways import ics
from gateways.letters import CalendarPart
from models.base.clock import utcnow
from models.base.house import OutboxMessage
from models.process import CalendarInvitation
from vault.mail import TO_CALENDARS
from web import mail
from web.calendars.choices import chosen
from web.calendars.entries import Entry, entries
from web.calendars.wording import item, place
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from models.people import Person
    from models.process import Meeting
    from vault.mail import Letter

KIND = TO_CALENDARS


class News(enum.StrEnum):
    """What a mail says to the person who reads it."""

    INVITED = "invited"
    CHANGED = "changed"
    CANCELLED = "cancelled"  # for everybody
    REMOVED = "removed"  # for this person


def put(invitations: Iterable[CalendarInvitation], *, now: datetime) -> None:
    """Let the news leave, each under the number that the invitation has now."""
    db.session.flush()
    told = [(invitation.person, _once(invitation), invitation.meeting) for invitation in invitations]
    mail.all_later(KIND, told, not_before=now)


def _once(invitation: CalendarInvitation) -> str:
    return f"invite:{invitation.meeting.id}:{invitation.person.id}:{invitation.sequence}"


@mail.composer(KIND)
def compose(message: OutboxMessage, person: Person, meeting: Meeting | None) -> Letter | None:
    """The mail as of now. None when newer news waits behind it, when the meeting has begun, or when it is not the person's any more."""
    now = utcnow()
    invitation = _invitation(person, meeting)
    if invitation is None or meeting is None or message.once != _once(invitation) or not person.is_active or meeting.starts_at <= now:
        return None
    if not invitation.stands:
        entry = Entry(meeting.starts_at, meeting.ends_at, confirmed=False, titles=chosen(person).titles, number=meeting.number)
        return _letter(invitation, entry, News.CANCELLED if meeting.cancelled_at else News.REMOVED, now=now)
    entry_now = entries(db.session(), [meeting.id], only=person).get((meeting.id, person.id))
    if entry_now is None:
        return None
    return _letter(invitation, entry_now, News.CHANGED if _has_heard(message) else News.INVITED, now=now)


def _letter(invitation: CalendarInvitation, entry: Entry, news: News, *, now: datetime) -> Letter:
    person, meeting = invitation.person, invitation.meeting
    method = ics.Method.CANCEL if news in {News.CANCELLED, News.REMOVED} else ics.Method.REQUEST
    with force_locale(person.language):
        said = item(meeting, entry, sequence=invitation.sequence, told_at=invitation.told_at, cancelled=method is ics.Method.CANCEL)
        where = "" if method is ics.Method.CANCEL else place(entry)
    settings = current_app.config["PEILI"]
    organiser = ics.Party(settings.provider_name, parseaddr(settings.mail_from)[1])
    part = ics.message(said, method, organiser=organiser, guest=ics.Party(person.name, person.email), now=now)
    calendar = CalendarPart(part, method.value)
    settings_url = mail.address("/calendar-settings")
    return mail.letter(person, KIND, calendar=calendar, news=news.value, entry=entry, place=where, url=said.url, settings_url=settings_url)


def _invitation(person: Person, meeting: Meeting | None) -> CalendarInvitation | None:
    query = select(CalendarInvitation).where(CalendarInvitation.person_id == person.id)
    return db.session.scalars(query.where(CalendarInvitation.meeting_id == meeting.id)).one_or_none() if meeting else None


def _has_heard(message: OutboxMessage) -> bool:
    """Whether an earlier mail about this meeting has reached the person."""
    earlier = (
        OutboxMessage.template == KIND,
        OutboxMessage.recipient_id == message.recipient_id,
        OutboxMessage.meeting_id == message.meeting_id,
        OutboxMessage.delivered_at.is_not(None),
    )
    return bool(db.session.scalar(select(exists().where(*earlier))))
