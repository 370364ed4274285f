"""One worker's part in the chores: it takes turns that are due, does them, and says how they went."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from gateways import databases
from models.base import turns
from models.base.clock import utcnow
from web.chores import CHORES, MINUTE, Chore
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

log = logging.getLogger(__name__)


class Rota:
    """What this process has taken upon itself. Every method begins and ends without a transaction.

    Chores that are due every few seconds would write two rows of the database each time. So a worker keeps such a chore for two
    minutes at a time, and what every worker does is noted once a minute.
    """

    def __init__(self, chores: Sequence[Chore] = CHORES) -> None:
        self.chores = {chore.name: chore for chore in chores}
        self._kept: dict[str, datetime] = {}  # claims held on to, until when
        self._noted: dict[str, datetime] = {}

    def announce(self, *, now: datetime) -> None:
        """Give each chore its row; the first turn of a daily one is at its time, of others now."""
        turns.announce(db.session(), {c.name: c.next_due(now) if c.at else now for c in self.chores.values()})
        db.session.commit()

    def do_all(self, *, now: datetime) -> None:
        """Do every chore once, due or not; leave out what another worker does at the moment."""
        self.announce(now=now)
        for chore in self.chores.values():
            self._shared(chore, now) if chore.shared else self._turn(chore, now, early=True)

    def do_due(self, *, now: datetime) -> None:
        """Take, one after another, the turns that are due. When none is, nothing is written."""
        with _reading():
            due = turns.due(db.session(), now)
        for name in due:
            chore = self.chores.get(name)
            if chore is not None and not (chore.shared or chore.is_frequent):
                self._turn(chore, utcnow())

    def do_frequent(self, chore: Chore, *, now: datetime) -> None:
        """Do a chore of every few seconds, if every worker does it or this one keeps it."""
        if chore.shared:
            self._shared(chore, now)
        elif self._keeps(chore, now):
            self._do_kept(chore, now)

    def go(self) -> None:
        """Give up what this worker has kept, so that others need not wait for it."""
        for name, mine in self._kept.items():
            turns.release(db.session(), name, mine=mine)
        db.session.commit()
        self._kept.clear()

    def _turn(self, chore: Chore, now: datetime, *, early: bool = False) -> None:
        mine = now + chore.lease
        claimed = turns.claim(db.session(), chore.name, now=now, until=mine, early=early)
        db.session.commit()
        if claimed:
            self._end(chore, mine, _done(chore, now), keep=None)

    def _shared(self, chore: Chore, now: datetime) -> None:
        fault = _done(chore, now)
        noted = self._noted.get(chore.name)
        if noted is not None and now - noted < MINUTE:
            return
        self._noted[chore.name] = now
        if fault:
            turns.fail(db.session(), chore.name, mine=None, now=now, due_at=now + chore.every, fault=fault)
        else:
            turns.note(db.session(), chore.name, now=now, due_at=now + chore.every)
        db.session.commit()

    def _keeps(self, chore: Chore, now: datetime) -> bool:
        """Whether the chore is this worker's now: kept from before, or free and taken."""
        kept = self._kept.get(chore.name)
        if kept is not None and now < kept:
            return True
        self._kept.pop(chore.name, None)
        with _reading():  # a worker that waits for its turn must not take the write lock
            taken = turns.claimed_until(db.session(), chore.name)
        if taken is not None and taken > now:
            return False
        claimed = turns.claim(db.session(), chore.name, now=now, until=now + MINUTE)  # the first turn's end makes it longer
        db.session.commit()
        if claimed:
            self._kept[chore.name] = now + MINUTE
        return claimed

    def _do_kept(self, chore: Chore, now: datetime) -> None:
        mine = self._kept[chore.name]
        fault = _done(chore, now)
        if not fault and mine - now > MINUTE:
            return
        self._kept.pop(chore.name)
        keep = None if fault else now + chore.lease
        if self._end(chore, mine, fault, keep=keep) and keep is not None:
            self._kept[chore.name] = keep

    def _end(self, chore: Chore, mine: datetime, fault: str, *, keep: datetime | None) -> bool:
        now = utcnow()
        if fault:
            ended = turns.fail(db.session(), chore.name, mine=mine, now=now, due_at=chore.next_due(now), fault=fault)
        else:
            ended = turns.finish(db.session(), chore.name, mine=mine, now=now, due_at=chore.next_due(now), keep=keep)
        db.session.commit()
        return ended


def _done(chore: Chore, now: datetime) -> str:
    """Do it; the kind of fault, if there was one, and never its message, which may quote data."""
    try:
        chore.does(now=now)
    except Exception as error:  # noqa: BLE001  one chore must not end the others
        log.error("chore %s failed: %s", chore.name, type(error).__name__)  # noqa: TRY400
        return type(error).__name__
    finally:
        db.session.remove()
    return ""


@contextmanager
def _reading() -> Iterator[None]:
    with databases.reading():
        yield
    db.session.rollback()


@contextmanager
def surviving() -> Iterator[None]:
    """Let no failure of the database itself end the worker: it is tried again in the next round."""
    try:
        yield
    except SQLAlchemyError as error:
        log.error("a turn failed: %s", type(error).__name__)  # noqa: TRY400
    finally:
        db.session.remove()
