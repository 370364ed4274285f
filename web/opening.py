"""A page that opens confidential text: everything on it is only read, but for the moment in which the vault leaves its trace."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from gateways.databases import writing
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


@contextmanager
def opening() -> Iterator[Session]:
    """A short transaction that may write: who may read, the trace and the text are one, committed before anything is shown.

    Inside a request that writes anyway it is that request's transaction, and is committed all the same. What fails inside leaves
    neither trace nor text. Writers wait for each other only here, not while a page is rendered.
    """
    if not writing.get():
        db.session.commit()  # ends the transaction that only read, and keeps what it found
    token = writing.set(True)
    try:
        yield db.session()
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        writing.reset(token)
