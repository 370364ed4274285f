"""``flask worker run``: what happens outside requests: mails leave, expired things are tidied."""

from __future__ import annotations

import logging
import signal
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import AppGroup

from gateways.mailbox import MailFolder
from models.base.clock import utcnow
from vault import mail
from web import submissions
from web.extensions import db

if TYPE_CHECKING:
    from models.base.house import OutboxMessage

group = AppGroup("worker", help="Background work.")
log = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between looks at the outbox
LONGEST_RETRY = timedelta(hours=6)


@group.command("run")
@click.option("--once", is_flag=True, help="Do what is due now and stop.")
def run(*, once: bool) -> None:
    """Work until told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while True:
        work()
        if once or stop.wait(PAUSE):
            return


def work() -> int:
    """Do everything that is due; returns how many mails left."""
    settings = current_app.config["PEILI"]
    folder = MailFolder(settings.mail_dir, f"Peili <no-reply@{settings.trusted_hosts[0]}>")
    left = sum(_deliver(folder, message) for message in mail.due(db.session(), now=utcnow()))
    submissions.forget_older_than(db.session(), utcnow() - timedelta(days=2))
    db.session.commit()
    return left


def _deliver(folder: MailFolder, message: OutboxMessage) -> bool:
    """Deliver one mail in a transaction of its own; a failure is tried again later, ever more slowly."""
    session = db.session()
    try:
        folder.deliver(message, mail.text_of(session, message))
    except OSError as error:
        message.attempts += 1
        message.last_error = type(error).__name__
        message.not_before = utcnow() + min(LONGEST_RETRY, timedelta(seconds=10 * 2 ** min(message.attempts, 11)))
        session.commit()
        return False
    mail.delivered(session, message, now=utcnow())
    session.commit()
    mail.wipe(session, message)
    return True
