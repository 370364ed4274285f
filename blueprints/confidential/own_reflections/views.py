"""One's own reflections over all processes, also of those that one has left or that have ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for

from models.base.clock import utcnow
from vault import reflection_lists
from vault.reflection_lists import PAGE
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("own_reflections", __name__)


@bp.get("/reflections")
@permits("reflection.export")
def index() -> Response:
    """Newest first."""
    before = request.args.get("before", type=int)
    own = reflection_lists.own(db.session(), actor_or_sign_in(), before=before, limit=PAGE + 1, now=utcnow())
    older = url_for("own_reflections.index", before=own[PAGE - 1].id) if len(own) > PAGE else None
    return hx.render("confidential/own_reflections/index.html", own=own[:PAGE], older=older)
