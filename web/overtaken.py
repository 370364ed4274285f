"""Whether something has happened since a mail was written that it should have known of; looked at when it is about to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.people import Person
from models.process import Assignment, Participation
from vault.mail import ABOUT_CONSENTS, TO_CALENDARS

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.base.house import OutboxMessage
    from models.process import Meeting


def is_overtaken(session: Session, message: OutboxMessage, meeting: Meeting | None, *, now: datetime) -> bool:
    """Whether the meeting was cancelled, the receiver left the engagement or the account was closed after the mail was written.

    A mail that tells of one of these is written with it or after it, and leaves. So do mails about consents, whatever happens: they
    carry the only link with which somebody without an account withdraws. What is sent to calendars decides by itself.
    """
    if message.template == TO_CALENDARS or message.template.startswith(ABOUT_CONSENTS):
        return False
    written = message.created_at
    if meeting is not None and meeting.cancelled_at is not None and written < meeting.cancelled_at:
        return True
    person = session.get(Person, message.recipient_id) if message.recipient_id else None
    if person is None:
        return False
    if person.deactivated_at is not None and written < person.deactivated_at:
        return True
    engagement_id = message.engagement_id or (meeting.engagement_id if meeting else None)
    return engagement_id is not None and _has_left_since(session, person.id, engagement_id, written, now)


def _has_left_since(session: Session, person_id: int, engagement_id: int, written: datetime, now: datetime) -> bool:
    """Whether whoever had a part in the engagement when the mail was written has none now."""
    sat = select(Participation.left_at).where(Participation.person_id == person_id, Participation.engagement_id == engagement_id)
    led = select(Assignment.until).where(Assignment.person_id == person_id, Assignment.engagement_id == engagement_id)
    ends = [end for query in (sat, led) for end in session.scalars(query)]
    return bool(ends) and all(end is not None and end <= now for end in ends) and max(end for end in ends if end is not None) > written
