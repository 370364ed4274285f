"""Confirming that a meeting's time holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from policy.process import visible_meetings
from web import hx, meeting_ends
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

    from models.process import Meeting

bp = Blueprint("meeting_confirmations", __name__)


@bp.post("/meetings/<int:id>/confirmations")
@permits("meeting.confirm", visible_meetings)
def create(meeting: Meeting) -> Response:
    """Confirm one time; whoever comes is told."""
    url = url_for("meetings.show", id=meeting.id)
    try:
        meeting_ends.confirm([meeting], by=actor_or_sign_in(), now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        return hx.see_other(url, say=sentence(refusal))
    db.session.commit()
    return hx.see_other(url, say=_("The time has been confirmed."))
