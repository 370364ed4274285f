"""Mails waiting to leave. A body is sealed, because it may carry a single-use token, and wiped when it has left.

A mail that is made when it leaves (``post_later``) has no body: nothing is kept of it, before or after.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from gateways.keys import KeyMissing
from gateways.letters import CalendarPart
from models.base.house import OutboxMessage
from models.confidential import SealedKind, SealedText
from models.process import Meeting
from vault import texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from models.people import Person

SCOPE = "mail"
ABOUT_CONSENTS = "confidential/"
# Made when it leaves, it knows best what is true: whoever has left must hear that a meeting leaves the calendar.
TO_CALENDARS = "process/mail/calendar"
DEAD_KEPT = timedelta(days=14)  # what was given up can be sent again as long as the links in it may work
LEASE = timedelta(minutes=5)  # longer than one delivery can take; a worker that dies loses its claim after it
_PART = "\x1e"  # between a mail's text and its part for calendars; no template writes it


@dataclass(frozen=True)
class Letter:
    """A rendered mail: template name for the log, language, and the text whose first line is the subject."""

    template: str
    language: str
    text: str
    engagement_id: int | None = None  # whose coming events it tells of
    calendar: CalendarPart | None = None

    @property
    def subject(self) -> str:
        """The first line."""
        return self.text.partition("\n")[0].strip()

    @property
    def body(self) -> str:
        """What follows it."""
        return self.text.partition("\n")[2].strip() + "\n"


@dataclass(frozen=True)
class Terms:
    """When and how often a mail may leave.

    ``once`` keeps one thing from being told twice. ``notice`` is the kind that the receiver may decline. ``meeting`` is what the mail
    tells of: it does not leave when that is cancelled later.
    """

    once: str | None = None
    notice: str | None = None
    meeting: Meeting | None = None
    not_before: datetime | None = None


PLAIN = Terms()


def post(
    session: Session, letter: Letter, *, to: str, recipient: Person | None, now: datetime, terms: Terms = PLAIN
) -> OutboxMessage | None:
    """Put a mail into the outbox, in the transaction of whatever caused it; None when its ``once`` has been told."""
    if _is_told(session, terms.once):
        return None
    key_id = texts.new_key(session, SCOPE)
    sealed = texts.write(session, texts.Label(SealedKind.MAIL, SCOPE, key_id, 1, None), _packed(letter), now=now)
    session.flush()
    row: dict[str, object] = {"template": letter.template, "language": letter.language, "engagement_id": letter.engagement_id}
    row |= {"to_address": to, "recipient_id": recipient.id if recipient else None, "key_id": key_id, "text_id": sealed.id}
    message = _insert(session, row, terms, now=now)
    if message is None:  # somebody else told it a moment ago
        session.delete(sealed)
    return message


def post_later(session: Session, kind: str, recipient: Person, *, now: datetime, terms: Terms) -> OutboxMessage | None:
    """Put a mail into the outbox that is made when it leaves; None when its ``once`` has been told."""
    session.flush()
    row: dict[str, object] = {"template": kind, "language": recipient.language, "to_address": recipient.email, "recipient_id": recipient.id}
    return None if _is_told(session, terms.once) else _insert(session, row, terms, now=now)


def post_all_later(session: Session, kind: str, told: Iterable[tuple[Person, Terms]], *, now: datetime) -> None:
    """Put mails of a kind into the outbox, to be made when they leave, in one statement; what has been told ``once`` is left out."""
    session.flush()
    rows = [
        _row({"template": kind, "language": person.language, "to_address": person.email, "recipient_id": person.id}, terms, now)
        for person, terms in told
    ]
    if rows:
        session.execute(_insertion(session), rows)


def _is_told(session: Session, once: str | None) -> bool:
    return once is not None and session.scalar(select(OutboxMessage.id).where(OutboxMessage.once == once)) is not None


def _insert(session: Session, row: dict[str, object], terms: Terms, *, now: datetime) -> OutboxMessage | None:
    """The row, unless its ``once`` stands already. Of two transactions at once the second waits for the first."""
    return session.scalars(_insertion(session).returning(OutboxMessage), [_row(row, terms, now)]).one_or_none()


def _row(row: dict[str, object], terms: Terms, now: datetime) -> dict[str, object]:
    row |= {"once": terms.once, "notice": terms.notice, "meeting_id": terms.meeting.id if terms.meeting else None}
    return row | {"created_at": now, "not_before": terms.not_before or now}


def _insertion(session: Session) -> postgresql.Insert | sqlite.Insert:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(OutboxMessage).on_conflict_do_nothing(index_elements=["once"])


def _packed(letter: Letter) -> str:
    text = letter.text.replace(_PART, "")
    return _PART.join([text, letter.calendar.method, letter.calendar.ics.decode()]) if letter.calendar else text


def _waiting() -> list[ColumnElement[bool]]:
    return [OutboxMessage.delivered_at.is_(None), OutboxMessage.cancelled_at.is_(None), OutboxMessage.dead_at.is_(None)]


def _due(now: datetime) -> Select[OutboxMessage]:
    free = or_(OutboxMessage.claimed_until.is_(None), OutboxMessage.claimed_until <= now)
    due = select(OutboxMessage).where(*_waiting(), OutboxMessage.not_before <= now, free)
    return due.order_by(OutboxMessage.not_before, OutboxMessage.id).limit(1)


def is_any_due(session: Session, *, now: datetime) -> bool:
    """Whether a mail may leave now."""
    return session.scalars(_due(now)).first() is not None


def claim(session: Session, *, now: datetime) -> OutboxMessage | None:
    """The oldest mail that may leave now, claimed for as long as one delivery can take; the caller commits before it delivers."""
    message = session.scalars(_due(now).with_for_update(skip_locked=True)).first()
    if message is not None:
        message.claimed_until = now + LEASE
    return message


def is_made_later(message: OutboxMessage) -> bool:
    """Whether the mail is made when it leaves."""
    return message.text_id is None and not message.key_id


class Wiped(Exception):
    """The text of the mail has been dropped, or its key destroyed."""


def letter_of(session: Session, message: OutboxMessage) -> Letter:
    """The mail as it was written. Raises Wiped."""
    if message.text_id is None:
        raise Wiped
    try:
        text, *part = texts.read_one(session, message.text_id).split(_PART)
    except KeyMissing as error:
        raise Wiped from error
    calendar = CalendarPart(part[1].encode(), part[0]) if part else None
    return Letter(message.template, message.language, text, message.engagement_id, calendar)


def text_of(session: Session, message: OutboxMessage) -> str:
    """The mail's text. Raises Wiped."""
    return letter_of(session, message).text


def text_if_waiting(session: Session, message: OutboxMessage) -> str:
    """The mail's text while it waits to leave; empty once it has been wiped, and for one that is made when it leaves."""
    try:
        return text_of(session, message)
    except Wiped:
        return ""


def delivered(session: Session, message: OutboxMessage, *, now: datetime) -> None:
    """The mail has left: drop the sealed text now, its key after the commit (``wipe``)."""
    message.delivered_at, message.claimed_until, message.last_error = now, None, ""
    _drop_text(session, message)


def bury(session: Session, number: int, reason: str, *, now: datetime) -> None:
    """Give the mail up; its text is kept for a while, so that it can be sent again."""
    dead = {"dead_at": now, "claimed_until": None, "last_error": reason}
    session.execute(update(OutboxMessage).where(OutboxMessage.id == number).values(dead))


def let_go(session: Session, number: int, reason: str) -> None:
    """Give a claim up: the mail leaves as soon as any can."""
    session.execute(update(OutboxMessage).where(OutboxMessage.id == number).values(claimed_until=None, last_error=reason))


def note_waiting(session: Session, reason: str, *, now: datetime) -> None:
    """Say of every mail that should have left why it waits; its attempts are not touched."""
    due = select(OutboxMessage.id).where(*_waiting(), OutboxMessage.not_before <= now, OutboxMessage.claimed_until.is_(None))
    quiet = session.scalars(due.where(OutboxMessage.last_error != reason).with_for_update(skip_locked=True)).all()
    for start in range(0, len(quiet), 500):
        some = OutboxMessage.id.in_(quiet[start : start + 500])
        session.execute(update(OutboxMessage).where(some).values(last_error=reason))


def cancel(session: Session, message: OutboxMessage, *, now: datetime) -> None:
    """The mail is no longer true: it does not leave, and what it says is dropped."""
    message.cancelled_at, message.claimed_until = now, None
    _drop_text(session, message)


def _drop_text(session: Session, message: OutboxMessage) -> None:
    text_id, message.text_id = message.text_id, None
    session.flush()
    session.execute(delete(SealedText).where(SealedText.id == text_id))


def cancel_for(session: Session, person: Person, *, now: datetime, engagement_id: int | None = None) -> None:
    """Stop mails to a person that have not left yet, or only those about what is ahead in an engagement; drop what they say.

    Those about consents leave all the same: they carry the only link with which somebody without an account withdraws.
    """
    unsent = [OutboxMessage.recipient_id == person.id, OutboxMessage.delivered_at.is_(None), OutboxMessage.cancelled_at.is_(None)]
    unsent.append(OutboxMessage.template.not_like(f"{ABOUT_CONSENTS}%"))
    if engagement_id is not None:
        unsent.append(OutboxMessage.template != TO_CALENDARS)
        meetings = select(Meeting.id).where(Meeting.engagement_id == engagement_id)
        unsent.append(or_(OutboxMessage.engagement_id == engagement_id, OutboxMessage.meeting_id.in_(meetings)))
    session.flush()
    bodies = session.scalars(select(OutboxMessage.text_id).where(*unsent, OutboxMessage.text_id.is_not(None))).all()
    session.execute(update(OutboxMessage).where(*unsent).values(cancelled_at=now, text_id=None))
    session.execute(delete(SealedText).where(SealedText.id.in_(bodies)))


def wipe(session: Session, message: OutboxMessage) -> None:
    """Destroy the key of a mail whose text has been dropped; harmless when repeated."""
    if message.key_id:
        texts.destroy(session, [message.key_id])
