"""The audit log's rows of a request: who, when and on what are the same every time."""

from __future__ import annotations

from typing import Protocol

from models.base.clock import utcnow
from models.privacy import AuditEvent
from web.access import actor_or_sign_in
from web.extensions import db


class Row(Protocol):
    """Anything with an id."""

    id: int


def leave_trace(
    act: str, thing: Row, *, subject_id: int | None = None, engagement_id: int | None = None, **detail: str | int | bool | None
) -> None:
    """Note in this transaction what the person signed in did. ``detail`` holds codes and numbers, never text that somebody wrote."""
    db.session.flush()
    db.session.add(
        AuditEvent(
            at=utcnow(),
            actor_id=actor_or_sign_in().id,
            act=act,
            object_type=type(thing).__name__.lower(),
            object_id=thing.id,
            subject_id=subject_id,
            engagement_id=engagement_id,
            detail=detail,
        )
    )
