"""Reading a draft as its recipient will, and sending exactly that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.commerce.quote_dispatches.forms import DispatchForm
from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.quote import QuoteState
from policy.commerce.quotes import managed_quotes
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import quoting
from web.commerce.quoting import ChangedMeanwhile
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

    from models.commerce.quote import Quote

bp = Blueprint("quote_dispatches", __name__)


@bp.get("/quotes/<int:id>/quote-dispatches/new")
@permits("quote.manage", managed_quotes)
def new(quote: Quote) -> Response:
    """The draft as it will be sent."""
    return _sent(quote) or _page(DispatchForm(), quote)


@bp.post("/quotes/<int:id>/quote-dispatches")
@permits("quote.manage", managed_quotes)
def create(quote: Quote) -> Response:
    """Send it."""
    form = DispatchForm()
    if gone := _sent(quote):
        return gone
    if not form.accepts():
        return _page(form, quote, status=422)
    try:
        quote = quoting.send(quote, actor_or_sign_in(), str(form.digest.data), now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return _sent(quote) or _page(form, quote, status=409 if isinstance(refusal, ChangedMeanwhile) else 422)
    db.session.commit()
    return hx.see_other(url_for("quotes.show", id=quote.id), say=_("The quote has been sent to %(name)s.", name=quote.recipient_name))


def _sent(quote: Quote) -> Response | None:
    return None if quote.state is QuoteState.DRAFT else hx.see_other(url_for("quotes.show", id=quote.id))


def _page(form: DispatchForm, quote: Quote, status: int = 200) -> Response:
    quote = quoting.loaded(quote.id)
    document, problem = quoting.preview(quote, now=utcnow())
    form.digest.data, form.digest.raw_data = document.digest if document else "", None
    context = {"quote": quote, "document": document, "problem": problem, "sentence": sentence}
    return hx.render("commerce/quote_dispatches/new.html", fragment="form", status=status, form=form, **context)
