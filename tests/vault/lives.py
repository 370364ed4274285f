"""Living the same story again and again: what one life did is undone before the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """Undo what is done inside, and forget the rows that were met there: their ids will be given to others."""
    before = set(session.identity_map.keys())
    savepoint = session.begin_nested()
    yield
    savepoint.rollback()
    for key in set(session.identity_map.keys()) - before:
        session.expunge(session.identity_map[key])
