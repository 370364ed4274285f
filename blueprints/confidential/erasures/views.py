"""Erasing a passage, after a page that says what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request
from flask_babel import gettext as _

from models.base.clock import utcnow
from vault import doors, writer
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.notes import page_of

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import Passage

bp = Blueprint("erasures", __name__, url_prefix="/passages/<int:id>/erasures")


@bp.get("/new")
@permits("passage.edit", door=doors.editable)
def new(passage: Passage) -> Response:
    """What erasing means."""
    return _page(passage)


@bp.post("")
@permits("passage.edit", door=doors.editable)
def create(passage: Passage) -> Response:
    """Erase it. When somebody has written it further meanwhile, ask again."""
    if request.form.get("version", type=int) != passage.version:
        return _page(passage, changed=True, status=409)
    writer.discard(db.session(), actor_or_sign_in(), passage, version=passage.version, now=utcnow())
    db.session.commit()
    return hx.see_other(page_of(passage.meeting), say=_("The passage was removed."))


def _page(passage: Passage, *, changed: bool = False, status: int = 200) -> Response:
    back = page_of(passage.meeting, f"passage-{passage.id}")
    return hx.render(
        "confidential/passages/erase.html",
        fragment="form",
        status=status,
        passage=passage,
        meeting=passage.meeting,
        back=back,
        changed=changed,
    )
