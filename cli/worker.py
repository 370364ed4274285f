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
from sqlalchemy.exc import SQLAlchemyError

from cli import start
from gateways import databases
from gateways.mailbox import MailFolder
from models.base.clock import utcnow
from vault import mail, retention
from web import extensions, resets, signing_in, submissions, swaps, throttling
from web.commerce import cancelling, quote_chores, reception, seats, signing
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from models.base.house import OutboxMessage

group = AppGroup("worker", help="Background work.")
log = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between rounds
LONGEST_RETRY = timedelta(hours=6)
SUBMISSIONS_KEPT = timedelta(days=2)


@group.command("run")
@click.option("--once", is_flag=True, help="Do every chore once and stop.")
def run(*, once: bool) -> None:
    """Work until told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not start.is_ready():  # the web server, started at the same moment, makes them
        db.session.remove()
        if stop.wait(PAUSE / 4):
            return
    extensions.attach_keys(current_app.config["PEILI"])
    last_done: dict[str, datetime] = {}
    while True:
        work(last_done)
        if once or stop.wait(PAUSE):
            return


def work(last_done: dict[str, datetime]) -> None:
    """Do the chores whose time has come; one that fails is logged and tried again in its next turn."""
    for chore, every in CHORES.items():
        now = utcnow()
        if now < last_done.get(chore.__name__, now - every) + every:
            continue
        last_done[chore.__name__] = now
        try:
            chore(now=now)
        except SQLAlchemyError as error:  # its message may quote data: only its kind is logged
            log.error("chore %s failed: %s", chore.__name__, type(error).__name__)  # noqa: TRY400
        finally:
            db.session.remove()


def answer_resets(*, now: datetime) -> None:
    """Send links to those who have forgotten their password."""
    with databases.reading():  # an idle round must not take the write lock
        asked = resets.is_any_asked()
    db.session.rollback()
    if asked:
        resets.answer(now=now)


def send_mails(*, now: datetime) -> None:
    """Let the mails that are due leave, each in a transaction of its own."""
    settings = current_app.config["PEILI"]
    folder = MailFolder(settings.mail_dir, f"Peili <no-reply@{settings.trusted_hosts[0]}>")
    with databases.reading():  # an idle round must not take the write lock
        waiting = mail.is_any_due(db.session(), now=now)
    db.session.rollback()
    while waiting and (message := mail.next_due(db.session(), now=now)) is not None:
        _deliver(folder, message)


def tidy(*, now: datetime) -> None:
    """Drop what nobody can need any more."""
    submissions.forget_older_than(db.session(), now - SUBMISSIONS_KEPT)
    throttling.forget_before(db.session(), now)
    signing_in.forget_before(db.session(), now)
    db.session.commit()


def forget_texts(*, now: datetime) -> None:
    """Destroy the keys of texts that nobody may read any more."""
    with databases.reading():  # an idle round must not take the write lock
        due = retention.is_due(db.session(), now=now)
    db.session.rollback()
    if due:
        retention.run(db.session(), now=now)
        db.session.commit()


# Each chore and how often it is due.
CHORES: dict[Callable[..., None], timedelta] = {
    answer_resets: timedelta(seconds=1),
    send_mails: timedelta(seconds=1),
    swaps.expire_due: timedelta(seconds=5),
    swaps.end_stays: timedelta(minutes=1),
    signing.lapse_due: timedelta(minutes=1),
    signing.end_due: timedelta(hours=1),
    seats.expire_seat_offers: timedelta(seconds=5),
    seats.free_unbound_seats: timedelta(seconds=5),
    seats.offer_freed_seats: timedelta(seconds=5),
    quote_chores.expire_quotes: timedelta(minutes=1),
    quote_chores.remind_of_quotes: timedelta(minutes=10),
    cancelling.propose_no_shows: timedelta(minutes=1),
    tidy: timedelta(hours=1),
    reception.erase_expired: timedelta(hours=1),
    forget_texts: timedelta(hours=1),
}


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
