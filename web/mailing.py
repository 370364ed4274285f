"""The worker's chore that lets mails leave."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import current_app

from gateways import databases
from gateways.mailbox import MailFolder
from models.base.clock import utcnow
from vault import mail
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.base.house import OutboxMessage

LONGEST_RETRY = timedelta(hours=6)


def send_mails(*, now: datetime) -> None:
    """Let the mails that are due leave, each in a transaction of its own."""
    settings = current_app.config["PEILI"]
    folder = MailFolder(settings.mail_dir, f"Peili <no-reply@{settings.trusted_hosts[0]}>")
    with databases.reading():  # an idle round must not take the write lock
        waiting = mail.is_any_due(db.session(), now=now)
    db.session.rollback()
    while waiting and (message := mail.next_due(db.session(), now=now)) is not None:
        _deliver(folder, message)


def _deliver(folder: MailFolder, message: OutboxMessage) -> None:
    """Deliver one mail and forget its text; a failure is tried again later, ever more slowly."""
    session = db.session()
    try:
        folder.deliver(message, mail.text_of(session, message))
    except OSError as error:
        message.attempts += 1
        message.last_error = type(error).__name__
        message.not_before = utcnow() + min(LONGEST_RETRY, timedelta(seconds=10 * 2 ** min(message.attempts, 11)))
        session.commit()
        return
    mail.delivered(session, message, now=utcnow())
    session.commit()
    mail.wipe(session, message)
