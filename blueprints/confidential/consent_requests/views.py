"""Asking for consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from models.base.clock import utcnow
from vault import doors, writer
from web.access import actor_or_sign_in, permits
from web.consents import asked, mail_question
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import Passage

bp = Blueprint("consent_requests", __name__, url_prefix="/passages/<int:id>/consent-requests")


@bp.post("")
@permits("consent.ask", door=doors.editable)
def create(passage: Passage) -> Response:
    """Ask everybody in the passage who has not been asked about its newest text; each gets a mail of their own."""
    requests = writer.ask(db.session(), actor_or_sign_in(), passage, now=utcnow())
    for request in requests:
        mail_question(request, passage.id)
    db.session.commit()
    return asked(passage.meeting, requests, anchor=f"passage-{passage.id}")
