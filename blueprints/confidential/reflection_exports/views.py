"""All of one's own reflections in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, make_response

from models.base.clock import utcnow
from vault import reflection_lists, traces
from web.access import actor_or_sign_in, permits
from web.opening import opening
from web.reflection_copies import packed

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("reflection_exports", __name__)


@bp.get("/reflections/export")
@permits("reflection.export")
def show() -> Response:
    """A page to read, plain text, and data for another program; only that a copy was taken is logged."""
    actor, now = actor_or_sign_in(), utcnow()
    with opening() as session:
        entries = reflection_lists.whole(session, actor, now=now)
        for engagement_id in sorted({entry.engagement_id for entry in entries}):
            traces.act(
                session, actor, "reflection.exported", object_type="person", object_id=actor.id, engagement_id=engagement_id, now=now
            )
    response = make_response(packed(entries, actor.name, now=now))
    response.headers["Content-Type"] = "application/zip"
    response.headers["Content-Disposition"] = 'attachment; filename="reflections.zip"'
    return response
