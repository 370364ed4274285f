"""The chores of the worker: what is done outside requests, how often, and what each is called on the page about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _

from gateways import databases
from models.base.local_time import from_local, to_local
from vault import retention
from web import (
    audit_heads,
    backups,
    imports,
    mailing,
    polls,
    reminders,
    resets,
    signing_in,
    submissions,
    supervisor_changes,
    swaps,
    throttling,
)
from web.calendars import healing
from web.commerce import cancelling, quote_chores, reception, seats, signing
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask_babel import LazyString

SUBMISSIONS_KEPT = timedelta(days=2)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SHORTEST_LEASE, LONGEST_LEASE = 2 * MINUTE, 30 * MINUTE


@dataclass(frozen=True)
class Chore:
    """Something to do again and again; doing it twice changes nothing more.

    ``at``: once a day at that time by the clocks here. ``shared``: every worker does it, because each thing to do is locked by
    whoever does it; of other chores each turn is one worker's.
    """

    does: Callable[..., None]
    every: timedelta
    says: LazyString
    at: time | None = None
    shared: bool = False

    @property
    def name(self) -> str:
        """Its row among the jobs."""
        return self.does.__name__

    @property
    def lease(self) -> timedelta:
        """How long a turn may last before another worker takes the one who does it for dead."""
        return min(max(self.every, SHORTEST_LEASE), LONGEST_LEASE)

    @property
    def is_frequent(self) -> bool:
        """Whether it is due again before a row of the database would be worth writing."""
        return self.every < MINUTE

    def next_due(self, now: datetime) -> datetime:
        """When the next turn is, after one at ``now``."""
        if self.at is None:
            return now + self.every
        today = to_local(now).date()
        return next(due for step in (0, 1) if (due := from_local(today + timedelta(days=step), self.at)) > now)


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


def answer_resets(*, now: datetime) -> None:
    """Send links to those who have forgotten their password."""
    with databases.reading():  # an idle round must not take the write lock
        asked = resets.is_any_asked()
    db.session.rollback()
    if asked:
        resets.answer(now=now)


CHORES = (
    Chore(answer_resets, SECOND, _("Links for new passwords"), shared=True),
    Chore(mailing.deliver_due, SECOND, _("Sending mails"), shared=True),
    Chore(swaps.expire_due, 5 * SECOND, _("Ending swap offers")),
    Chore(supervisor_changes.expire_supervisor_changes, MINUTE, _("Ending proposals of another supervisor")),
    Chore(swaps.end_stays, MINUTE, _("Ending the stays of substitutes")),
    Chore(signing.lapse_due, MINUTE, _("Ending signing times")),
    Chore(signing.end_due, HOUR, _("Ending agreements")),
    Chore(seats.expire_seat_offers, 5 * SECOND, _("Ending offers of seats")),
    Chore(seats.free_unbound_seats, 5 * SECOND, _("Freeing seats")),
    Chore(seats.offer_freed_seats, 5 * SECOND, _("Offering freed seats")),
    Chore(quote_chores.expire_quotes, MINUTE, _("Ending quotes")),
    Chore(quote_chores.remind_of_quotes, 10 * MINUTE, _("Reminding of quotes")),
    Chore(reminders.remind_of_meetings, 5 * MINUTE, _("Reminders of meetings")),
    Chore(reminders.remind_of_marking, HOUR, _("Reminders of attendance")),
    Chore(cancelling.propose_no_shows, MINUTE, _("Noticing who never came")),
    Chore(polls.close_due_polls, MINUTE, _("Tending polls of times")),
    Chore(imports.run_imports, 5 * SECOND, _("Writing participants from files")),
    Chore(imports.forget_rows, HOUR, _("Forgetting files of participants")),
    Chore(tidy, HOUR, _("Tidying")),
    Chore(reception.erase_expired, HOUR, _("Erasing unsent requests")),
    Chore(healing.retell, DAY, _("Comparing calendars with what they were told"), at=time(2, 30)),
    Chore(forget_texts, HOUR, _("Erasing texts whose time is over")),
    Chore(audit_heads.write_head, HOUR, _("Heads of the log")),
    Chore(backups.back_up, DAY, _("Backup"), at=time(2, 30)),
)
