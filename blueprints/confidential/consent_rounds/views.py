"""Asking everybody for consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from models.base.clock import utcnow
from policy.confidential import supervised_meetings
from vault import writer
from web.access import actor_or_sign_in, permits
from web.consents import asked, mail_question
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.process import Meeting

bp = Blueprint("consent_rounds", __name__, url_prefix="/meetings/<int:id>/consent-rounds")


@bp.post("")
@permits("consent.ask", supervised_meetings)
def create(meeting: Meeting) -> Response:
    """Ask about every passage of the meeting; whoever has been asked already is not asked again."""
    requests = writer.ask_all(db.session(), actor_or_sign_in(), meeting, now=utcnow())
    for request in requests:
        mail_question(request, request.passage_version.passage_id)
    db.session.commit()
    return asked(meeting, requests, anchor="shared-note")
