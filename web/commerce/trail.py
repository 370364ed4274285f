"""The log's rows of acts that nobody signed in may have done: whoever holds a link, or the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import has_request_context

from models.base.clock import utcnow
from models.privacy import AuditEvent
from web.access import current_person
from web.extensions import db

if TYPE_CHECKING:
    from web.trail import Row


def note(
    act: str,
    thing: Row,
    *,
    actor_id: int | None = None,
    subject_id: int | None = None,
    engagement_id: int | None = None,
    **detail: str | int | bool | None,
) -> None:
    """Note the act in this transaction: by ``actor_id``, else by the person signed in, else by nobody."""
    db.session.flush()
    signed_in = current_person() if has_request_context() else None
    db.session.add(
        AuditEvent(
            at=utcnow(),
            actor_id=actor_id or (signed_in.id if signed_in else None),
            act=act,
            object_type=type(thing).__name__.lower(),
            object_id=thing.id,
            subject_id=subject_id,
            engagement_id=engagement_id,
            detail=detail,
        )
    )
