"""Whether and when a mail that can be declined may leave: what its receiver has chosen, and their quiet hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.people.notification import DeclinedNotice, NoticeSettings, after_quiet
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import Person
    from models.people.notification import NoticeKind


def wanted(person: Person, kind: NoticeKind | None, *, now: datetime, before: datetime | None = None) -> datetime | None:
    """The earliest moment, ``now`` or later, that a mail of the kind may leave; None when the person declines the kind.

    A mail of no kind leaves whatever is chosen. ``before`` is when the news is old, as when its meeting begins: rather than
    hold a mail until then, quiet hours let it leave at once. What is old already waits like any other.
    """
    if kind is None:
        return now
    if db.session.get(DeclinedNotice, (person.id, kind)) is not None:
        return None
    moment = after_quiet(NoticeSettings.of(db.session(), person).quiet, now)
    return now if before is not None and now < before <= moment else moment
