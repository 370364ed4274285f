"""Whose turn a chore is: one worker claims it in the database, and a claim whose worker died lapses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from models.base.house import Job

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, CursorResult
    from sqlalchemy.orm import Session

LONGEST_NAME_OF_A_FAULT = 80
FIRST_RETRY = timedelta(minutes=1)


def announce(session: Session, dues: Mapping[str, datetime]) -> None:
    """Give every chore that has none its row."""
    known = set(session.scalars(select(Job.name)))
    new = [{"name": name, "due_at": due_at, "failures": 0, "last_error": ""} for name, due_at in dues.items() if name not in known]
    if new:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        session.execute(insert(Job).on_conflict_do_nothing(), new)


def due(session: Session, now: datetime) -> list[str]:
    """Names of the chores that nobody does and whose time has come, the one that has waited longest first."""
    return list(session.scalars(select(Job.name).where(Job.due_at <= now, _free(now)).order_by(Job.due_at, Job.name)))


def claimed_until(session: Session, name: str) -> datetime | None:
    """When the present claim lapses, if there is one."""
    return session.scalar(select(Job.claimed_until).where(Job.name == name))


def claim(session: Session, name: str, *, now: datetime, until: datetime, early: bool = False) -> bool:
    """Take a turn that is due (or not yet, when ``early``) and that nobody has; False when somebody else was quicker."""
    free = [Job.name == name, _free(now)] + ([] if early else [Job.due_at <= now])
    return _changed(session, free, {"claimed_until": until, "started_at": now})


def finish(session: Session, name: str, *, mine: datetime, now: datetime, due_at: datetime, keep: datetime | None = None) -> bool:
    """The turn went well. Changes nothing, and says so, when the claim ``mine`` has lapsed and is somebody else's now.

    ``keep``: hold on to the chore until then, for the turns to come.
    """
    well = {"finished_at": now, "succeeded_at": now, "failures": 0, "last_error": "", "due_at": due_at, "claimed_until": keep}
    return _changed(session, [Job.name == name, Job.claimed_until == mine], well)


def fail(session: Session, name: str, *, mine: datetime | None, now: datetime, due_at: datetime, fault: str) -> bool:
    """The turn went wrong: it is counted, and tried again soon, ever more slowly but not later than it would be due anyway."""
    row = session.get(Job, name, populate_existing=True, with_for_update=True)
    if row is None or row.claimed_until != mine:
        return False
    row.due_at = min(due_at, now + FIRST_RETRY * 2 ** min(row.failures, 10))
    row.failures, row.last_error = row.failures + 1, fault[:LONGEST_NAME_OF_A_FAULT]
    row.finished_at, row.claimed_until = now, None
    return True


def note(session: Session, name: str, *, now: datetime, due_at: datetime) -> None:
    """A chore that every worker does has gone well."""
    well = {"started_at": now, "finished_at": now, "succeeded_at": now, "failures": 0, "last_error": "", "due_at": due_at}
    _changed(session, [Job.name == name], well)


def release(session: Session, name: str, *, mine: datetime) -> None:
    """Give a chore up that one has held on to."""
    _changed(session, [Job.name == name, Job.claimed_until == mine], {"claimed_until": None})


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(Job.claimed_until.is_(None), Job.claimed_until <= now)


def _changed(session: Session, where: list[ColumnElement[bool]], values: dict[str, Any]) -> bool:
    changed: CursorResult[Any] = session.execute(  # type: ignore[assignment]  # an update gives a cursor's result
        update(Job).where(*where).values(**values).execution_options(synchronize_session=False)
    )
    return changed.rowcount == 1
