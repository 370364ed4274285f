"""Who has read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for

from models.base.clock import utcnow
from vault import reads
from web import hx
from web.access import actor_or_sign_in, signed_in
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("reads", __name__, url_prefix="/reads")
YEAR = timedelta(days=365)


@bp.get("")
@signed_in()
def index() -> Response:
    """Every opening of text about oneself by somebody else, newest first."""
    person = actor_or_sign_in()
    openings = reads.of(db.session(), person, before=request.args.get("before", type=int), limit=reads.PAGE + 1)
    older = url_for("reads.index", before=openings[reads.PAGE - 1].id) if len(openings) > reads.PAGE else None
    readers, times = reads.counted(db.session(), person, since=utcnow() - YEAR)
    return hx.render(
        "privacy/reads/index.html", fragment="list", openings=openings[: reads.PAGE], older=older, readers=readers, times=times
    )
