"""Having a text removed, after a page that says what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from vault import consents, doors
from web import hx
from web.access import permits
from web.consents import voice
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import Passage

bp = Blueprint("removals", __name__, url_prefix="/passages/<int:id>/removals")


@bp.get("/new")
@permits("consent.withdraw", door=doors.about)
def new(passage: Passage) -> Response:
    """What removing means."""
    return hx.render("confidential/withdrawals/remove.html", passage=passage, meeting=passage.meeting)


@bp.post("")
@permits("consent.withdraw", door=doors.about)
def create(passage: Passage) -> Response:
    """Hidden from others at once, destroyed for everybody in seven days."""
    consents.withdraw_recording(db.session(), voice(), passage, now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("consents.index"), say=_("Nobody else sees the text any more. It is destroyed in seven days."))
