"""Letting mails leave: what is due is claimed, made or opened, delivered and recorded, by as many workers as there are.

While a server is spoken to, no transaction is open. A worker that dies in between loses its claim after a while, and the mail is sent
again: whether a server that was cut off has taken a mail is the one doubt that SMTP leaves.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from gateways import databases
from gateways.letters import NotNow, Parcel, Refused, ServerAway
from gateways.mailbox import MailFolder
from gateways.smtp import Server, SmtpWay
from models.base.house import OutboxMessage
from models.people import Person
from models.people.notification import NoticeKind
from models.process import Meeting
from vault import mail as outbox
from web import mail_html, notices
from web.extensions import db
from web.mail import COMPOSERS
from web.overtaken import is_overtaken

if TYPE_CHECKING:
    from gateways.letters import Line, Way
    from vault.mail import Letter

log = logging.getLogger(__name__)
BATCH = 200  # mails in one round, so that other chores have their turn
FIRST_RETRY = timedelta(seconds=10)
LONGEST_RETRY = timedelta(hours=6)
MOST_ATTEMPTS = 21  # they fill about three days
LONGEST_REST = timedelta(minutes=5)  # between looks at a server that is away
Clock = Callable[[], datetime]


@dataclass
class Rest:
    """When this worker looks for the server again, after looking in vain."""

    until: datetime | None = None
    failures: int = 0


def deliver_due(*, now: datetime) -> None:
    """Let the mails that are due leave. A server that is away costs no mail an attempt."""
    rest: Rest = current_app.extensions.setdefault("peili-mail-rest", Rest())
    with databases.reading():  # an idle round must not take the write lock
        waiting = outbox.is_any_due(db.session(), now=now)
    db.session.remove()
    if not waiting or (rest.until is not None and now < rest.until):
        return
    begun = time.monotonic()
    try:
        with way().open() as line:
            _deliver_batch(line, lambda: now + timedelta(seconds=time.monotonic() - begun))
    except ServerAway as error:
        rest.failures += 1
        rest.until = now + _spread(min(LONGEST_REST, FIRST_RETRY * 2 ** min(rest.failures - 1, 8)))
        outbox.note_waiting(db.session(), error.reason, now=now)
        db.session.commit()
        log.warning("no mail can leave: %s", error.reason)
    else:
        rest.until, rest.failures = None, 0


def way() -> Way:
    """The server of the settings, or files."""
    settings = current_app.config["PEILI"]
    if settings.smtp_url:
        return SmtpWay(Server.parse(settings.smtp_url), settings.mail_from)
    return MailFolder(settings.mail_dir, settings.mail_from)


def _deliver_batch(line: Line, clock: Clock) -> None:
    for _turn in range(BATCH):
        claimed, parcel = _claim(clock())
        if not claimed:
            break
        if parcel is not None:
            _deliver(line, parcel, clock)


def _claim(now: datetime) -> tuple[int, Parcel | None]:
    """The number of the next mail, 0 when none is due, and the mail unless it does not leave after all."""
    db.session.remove()  # what has been read before may have changed
    session = db.session()
    message = outbox.claim(session, now=now)
    if message is None:
        session.rollback()
        return 0, None
    number = message.id
    try:
        parcel = _made(message, now)
    except SQLAlchemyError:
        raise  # the database's trouble, not this mail's
    except outbox.Wiped:
        outbox.bury(session, number, "wiped", now=now)
        session.commit()
        return number, None
    except Exception as error:  # noqa: BLE001  a mail that cannot be made must not hold up the others
        session.rollback()
        log.error("mail %s cannot be made: %s", number, type(error).__name__)  # noqa: TRY400  its message may quote data
        _fail(number, "made", now)
        return number, None
    session.commit()
    if parcel is None:
        outbox.wipe(session, message)
    return number, parcel


def _made(message: OutboxMessage, now: datetime) -> Parcel | None:
    """The mail as it leaves, from what is true now. None when it has been cancelled or waits for the morning."""
    session = db.session()
    person = session.get(Person, message.recipient_id) if message.recipient_id else None
    meeting = session.get(Meeting, message.meeting_id) if message.meeting_id else None
    moment: datetime | None = now
    if message.notice and person:
        moment = notices.wanted(person, NoticeKind(message.notice), now=now, before=meeting.starts_at if meeting else None)
    letter = None if moment is None or is_overtaken(session, message, meeting, now=now) else _letter(message, person, meeting)
    if moment is None or letter is None:
        outbox.cancel(session, message, now=now)
        return None
    if moment > now:
        message.not_before, message.claimed_until = moment, None
        return None
    html = mail_html.page(letter)
    return Parcel(message.id, message.to_address, letter.language, message.created_at, letter.subject, letter.body, html, letter.calendar)


def _letter(message: OutboxMessage, person: Person | None, meeting: Meeting | None) -> Letter | None:
    if person is None or not outbox.is_made_later(message):
        return outbox.letter_of(db.session(), message)
    letter = COMPOSERS[message.template](message, person, meeting)
    message.to_address = person.email
    if letter is not None:
        message.language = letter.language
    return letter


def _deliver(line: Line, parcel: Parcel, clock: Clock) -> None:
    """One mail; the claim is given up again when the server is away."""
    try:
        line.deliver(parcel)
    except Refused as error:
        outbox.bury(db.session(), parcel.number, error.reason, now=clock())
        db.session.commit()
    except NotNow as error:
        _fail(parcel.number, error.reason, clock())
        if error.reason == "broken":
            raise ServerAway("broken") from error
    except ServerAway as error:
        outbox.let_go(db.session(), parcel.number, error.reason)
        db.session.commit()
        raise
    else:
        message = db.session.get_one(OutboxMessage, parcel.number)
        outbox.delivered(db.session(), message, now=clock())
        db.session.commit()
        outbox.wipe(db.session(), message)


def _fail(number: int, reason: str, now: datetime) -> None:
    """Try again later, ever more slowly, until it is given up."""
    message = db.session.get_one(OutboxMessage, number)
    message.attempts += 1
    if message.attempts >= MOST_ATTEMPTS:
        outbox.bury(db.session(), number, reason, now=now)
    else:
        pause = min(LONGEST_RETRY, FIRST_RETRY * 2 ** min(message.attempts, 12))
        message.not_before, message.claimed_until, message.last_error = now + _spread(pause), None, reason
    db.session.commit()


def _spread(pause: timedelta) -> timedelta:
    """The pause and up to a tenth more, so that what failed together does not come back together."""
    return pause * (1 + secrets.randbelow(100) / 1000)
