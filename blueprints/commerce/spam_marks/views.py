"""Spam: marked by hand, and the mark taken away from what was a request after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.commerce.request import QuoteRequest
from policy.commerce.requests import visible_requests
from web import hx
from web.access import permits
from web.commerce import acting, reception

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("spam_marks", __name__)


@bp.post("/quote-requests/<int:id>/spam-marks")
@permits("quote_request.manage", visible_requests)
def create(asked: QuoteRequest) -> Response:
    """It is no request."""
    with acting.on(asked, "quote_request.marked_spam") as act:
        asked.mark_spam(now=utcnow())
    return hx.see_other(url_for("quote_requests.show", id=asked.id), say=act.refused or _("The request is marked as spam."))


@bp.post("/quote-requests/<int:id>/spam-marks/deletion")
@permits("quote_request.manage", visible_requests)
def destroy(asked: QuoteRequest) -> Response:
    """It was one after all: it is given to an account manager like any other."""
    with acting.on(asked, "quote_request.unmarked_spam") as act:
        asked.unmark_spam(now=utcnow())
        if asked.account_manager is None:
            reception.give(asked)
    return hx.see_other(url_for("quote_requests.show", id=asked.id), say=act.refused or _("The request is among the new ones again."))
