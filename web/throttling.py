"""Throttling in the database: a try is counted before it is judged, so that many at once cannot slip through together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from models.base import DomainError
from models.people import Throttle
from models.people.throttle import FORGET_AFTER, Pace
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


class TooSoon(DomainError):
    """Too many tries: wait before the next one."""

    code = "throttle.too_soon"


class TooSoonByMinutes(TooSoon):
    """As above, and the wait is long."""

    code = "throttle.too_soon_by_minutes"


@dataclass(frozen=True)
class Key:
    """What is counted, and at which pace."""

    name: str
    pace: Pace


def key(kind: str, subject: str, pace: Pace) -> Key:
    """A key of this kind; the subject, which may be an address, is stored as a hash only."""
    return Key(f"{kind}:{hashlib.sha256(subject.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}", pace)


def claim(keys: Sequence[Key], *, now: datetime) -> None:
    """Count a try against every key, in a commit of its own. Raises TooSoon, and counts nothing, while one must wait."""
    rows = _locked(keys, now=now)
    wait = max(row.wait(now=now) for row in rows.values())
    if not wait:
        for each in keys:
            rows[each.name].fail(each.pace, now=now)
    db.session.commit()
    if wait >= timedelta(seconds=90):
        raise TooSoonByMinutes(minutes=ceil(wait.total_seconds() / 60))
    if wait:
        raise TooSoon(seconds=ceil(wait.total_seconds()) + 1)


def forgive(keys: Sequence[Key], *, clear: Sequence[Key] = (), now: datetime) -> None:
    """The try was right: take it back from every key, and forget all failures of those in ``clear``."""
    rows = _locked(keys, now=now)
    for each in keys:
        row = rows[each.name]
        if each in clear:
            row.clear()
        else:
            row.forgive()


def forget_before(session: Session, moment: datetime) -> None:
    """Drop counts that no longer count."""
    session.execute(delete(Throttle).where(Throttle.last_failure_at < moment - FORGET_AFTER))


def _locked(keys: Sequence[Key], *, now: datetime) -> dict[str, Throttle]:
    """The rows of the keys, made where missing and locked in one order, so that two requests never wait for each other."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    names = sorted(each.name for each in keys)
    db.session.execute(
        insert(Throttle).on_conflict_do_nothing(),
        [{"key": name, "failures": 0, "last_failure_at": now} for name in names],
    )
    query = select(Throttle).where(Throttle.key.in_(names)).order_by(Throttle.key)
    rows = db.session.scalars(query.with_for_update().execution_options(populate_existing=True))
    return {row.key: row for row in rows}
