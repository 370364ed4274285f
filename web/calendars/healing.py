"""Once a night everything ahead is compared with what calendars were told, in case a change was made past the product's own ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from gateways import databases
from models.process import Meeting
from web.calendars.telling import are_told, keep_told
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

BATCH = 200  # meetings compared in one transaction
MOST = 1000  # meetings looked at under the lock of writing in one night; the rest waits for the next


def retell(*, now: datetime) -> None:
    """Tell anew of meetings whose calendars differ, each batch in a transaction of its own; nothing is written while none does."""
    after, told = 0, 0
    while told < MOST:
        batch = select(Meeting).where(Meeting.starts_at > now, Meeting.id > after).order_by(Meeting.id).limit(BATCH)
        with databases.reading():
            meetings = db.session.scalars(batch).all()
            differing = [] if not meetings or are_told(meetings, now=now) else [meeting.id for meeting in meetings]
        db.session.rollback()
        if not meetings:
            return
        if differing:
            keep_told(db.session.scalars(select(Meeting).where(Meeting.id.in_(differing))).all(), now=now)
            db.session.commit()
            told += len(differing)
        after = meetings[-1].id
