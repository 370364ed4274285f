"""One press on a page does one thing: done with its trace, or refused with a sentence on the next page."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.base import DomainError
from web.extensions import db
from web.refusals import sentence
from web.trail import leave_trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from web.trail import Row


@dataclass
class Act:
    """Whether it was refused, and with which sentence."""

    refused: str | None = None


@contextmanager
def on(thing: Row, act: str) -> Iterator[Act]:
    """Do it, leave the trace and commit; a refusal of the domain undoes everything."""
    done = Act()
    try:
        yield done
    except DomainError as refusal:
        db.session.rollback()
        done.refused = sentence(refusal)
    else:
        leave_trace(act, thing)
        db.session.commit()
