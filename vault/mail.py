"""Mails waiting to leave: the body is sealed, because it may carry a single-use token, and wiped when delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Select, delete, select, update

from gateways.keys import KeyMissing
from models.base.house import OutboxMessage
from models.confidential import SealedKind, SealedText
from vault import texts

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person

SCOPE = "mail"
ABOUT_CONSENTS = "confidential/"


@dataclass(frozen=True)
class Letter:
    """A rendered mail: template name for the log, language, and the text whose first line is the subject."""

    template: str
    language: str
    text: str
    engagement_id: int | None = None  # whose coming events it tells of


def post(session: Session, letter: Letter, *, to: str, recipient: Person | None, now: datetime) -> OutboxMessage:
    """Put a mail into the outbox, in the transaction of whatever caused it."""
    key_id = texts.new_key(session, SCOPE)
    sealed = texts.write(session, texts.Label(SealedKind.MAIL, SCOPE, key_id, 1, None), letter.text, now=now)
    session.flush()
    message = OutboxMessage(
        recipient_id=recipient.id if recipient else None,
        to_address=to,
        language=letter.language,
        template=letter.template,
        engagement_id=letter.engagement_id,
        key_id=key_id,
        text_id=sealed.id,
        created_at=now,
        not_before=now,
    )
    session.add(message)
    return message


def _due(now: datetime) -> Select[OutboxMessage]:
    return (
        select(OutboxMessage)
        .where(OutboxMessage.delivered_at.is_(None), OutboxMessage.cancelled_at.is_(None), OutboxMessage.not_before <= now)
        .order_by(OutboxMessage.not_before, OutboxMessage.id)
        .limit(1)
    )


def is_any_due(session: Session, *, now: datetime) -> bool:
    """Whether a mail may leave now."""
    return session.scalars(_due(now)).first() is not None


def next_due(session: Session, *, now: datetime) -> OutboxMessage | None:
    """The oldest mail that may leave now, claimed until the end of the transaction: two workers never take the same one."""
    return session.scalars(_due(now).with_for_update(skip_locked=True)).first()


def text_of(session: Session, message: OutboxMessage) -> str:
    """The mail's text. Raises KeyMissing once it has been wiped."""
    return texts.read_one(session, message.text_id)


def text_if_waiting(session: Session, message: OutboxMessage) -> str:
    """The mail's text while it waits to leave; empty once it has been wiped."""
    try:
        return texts.read_one(session, message.text_id)
    except KeyMissing:
        return ""


def delivered(session: Session, message: OutboxMessage, *, now: datetime) -> None:
    """The mail has left: drop the sealed text now, its key after the commit (``wipe``)."""
    message.delivered_at, text_id, message.text_id = now, message.text_id, None
    session.flush()
    session.execute(delete(SealedText).where(SealedText.id == text_id))


def cancel_for(session: Session, person: Person, *, now: datetime, engagement_id: int | None = None) -> None:
    """Stop mails to a person that have not left yet, or only those about what is ahead in an engagement; drop what they say.

    Those about consents leave all the same: they carry the only link with which somebody without an account withdraws.
    """
    unsent = [OutboxMessage.recipient_id == person.id, OutboxMessage.delivered_at.is_(None), OutboxMessage.cancelled_at.is_(None)]
    unsent.append(OutboxMessage.template.not_like(f"{ABOUT_CONSENTS}%"))
    if engagement_id is not None:
        unsent.append(OutboxMessage.engagement_id == engagement_id)
    session.flush()
    bodies = session.scalars(select(OutboxMessage.text_id).where(*unsent)).all()
    session.execute(update(OutboxMessage).where(*unsent).values(cancelled_at=now, text_id=None))
    session.execute(delete(SealedText).where(SealedText.id.in_(bodies)))


def wipe(session: Session, message: OutboxMessage) -> None:
    """Destroy the key of a delivered mail; harmless when repeated."""
    texts.destroy(session, [message.key_id])
