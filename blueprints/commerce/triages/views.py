"""Taking a request on: from here on it is being prepared. Of a crisis the case goes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.commerce.crisis import case_of
from models.commerce.request import QuoteRequest
from policy.commerce.requests import visible_requests
from web import hx
from web.access import permits
from web.commerce import acting
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("triages", __name__)


@bp.post("/quote-requests/<int:id>/triages")
@permits("quote_request.manage", visible_requests)
def create(asked: QuoteRequest) -> Response:
    """Take it on."""
    case = case_of(db.session(), asked) if asked.is_urgent else None
    url = url_for("crisis_cases.show", id=case.id) if case else url_for("quote_requests.show", id=asked.id)
    with acting.on(asked, "quote_request.triaged") as act:
        (case or asked).triage(now=utcnow())
    return hx.see_other(url, say=act.refused or _("The request is being prepared."))
