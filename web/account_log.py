"""The trace that every act on an account leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.privacy import AuditEvent
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import Person


def log(act: str, actor: Person | None, person: Person | None, *, now: datetime, **detail: object) -> None:
    """Note an act on an account in this transaction; ``detail`` holds codes and numbers only."""
    key = person.id if person else None
    event = AuditEvent(
        at=now, actor_id=actor.id if actor else None, act=act, object_type="person", object_id=key, subject_id=key, detail=detail
    )
    db.session.add(event)
