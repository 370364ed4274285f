"""Asking the employer whether somebody may take part at its cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.quote import Quote
from policy.commerce.groups import asking_quotes
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import approvals
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("quote_approvals", __name__)


@bp.post("/quotes/<int:id>/employer-approvals")
@permits("employer_approval.ask", asking_quotes)
def create(quote: Quote) -> Response:
    """Ask; an earlier question that nobody answered stops working."""
    try:
        approvals.ask(quote, actor_or_sign_in(), now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        return hx.see_other(url_for("quotes.show", id=quote.id), say=sentence(refusal))
    db.session.commit()
    return hx.see_other(url_for("quotes.show", id=quote.id), say=_("The employer has been asked by mail."))
