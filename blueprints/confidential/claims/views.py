"""Saying that a passage is about oneself."""

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

bp = Blueprint("claims", __name__, url_prefix="/passages/<int:id>/claims")


@bp.post("")
@permits("passage.claim", door=doors.open_to)
def create(passage: Passage) -> Response:
    """The person becomes a subject at once, and others lose the text until they answer."""
    consents.claim(db.session(), voice(), passage, now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("consents.edit", id=passage.id), say=_("The passage is hidden from others until you answer."))
