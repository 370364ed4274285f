"""Who is offered as lead and as pair. What speaks against somebody stands beside the name, before the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from blueprints.commerce.quote_supervisors.forms import OfferForm, SearchForm
from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.quote import QuoteState
from models.process import AssignmentKind
from policy.commerce.quotes import managed_offers, managed_quotes
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import quoting
from web.commerce.candidates import Candidate, candidates
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.commerce.quote import Quote, QuoteSupervisor

bp = Blueprint("quote_supervisors", __name__)


@bp.get("/quotes/<int:id>/quote-supervisors/new")
@permits("quote.manage", managed_quotes)
def new(quote: Quote) -> Response:
    """Supervisors to choose from."""
    return _sent(quote) or _form(OfferForm(), quote)


@bp.post("/quotes/<int:id>/quote-supervisors")
@permits("quote.manage", managed_quotes)
def create(quote: Quote) -> Response:
    """Offer a supervisor; ties to the client and a full calendar are asked about, a missing qualification needs a reason."""
    form, listed = OfferForm(), candidates(quote, "", now=utcnow())
    form.offer(listed)
    if gone := _sent(quote):
        return gone
    if not form.accepts():
        return _form(form, quote, listed, status=422)
    chosen = next(one for one in listed if str(one.person.id) == form.supervisor.data)
    if not form.sure_about(chosen.cautions):
        return _form(form, quote, listed, status=422)
    try:
        quote.offer(
            chosen.person, AssignmentKind(form.kind.data), qualified=chosen.qualified, override_reason=form.override_reason.data or ""
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _form(form, quote, listed, status=422)
    return _saved(quote, _("%(name)s is offered.", name=chosen.person.name))


@bp.post("/quote-supervisors/<int:id>/deletion")
@permits("quote.manage", managed_offers)
def destroy(offered: QuoteSupervisor) -> Response:
    """Take a supervisor off."""
    quote = offered.quote
    if gone := _sent(quote):
        return gone
    quote.supervisors.remove(offered)
    return _saved(quote, _("%(name)s is not offered any more.", name=offered.person.name))


def _sent(quote: Quote) -> Response | None:
    return None if quote.state is QuoteState.DRAFT else hx.see_other(url_for("quotes.show", id=quote.id))


def _saved(quote: Quote, say: str) -> Response:
    quoting.touch(quote)
    quoting.log("quote.updated", quote, actor_or_sign_in(), now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("quotes.edit", id=quote.id), say=say)


def _form(form: OfferForm, quote: Quote, listed: list[Candidate] | None = None, status: int = 200) -> Response:
    sought = request.args.get("q", "")[:100]
    listed = candidates(quote, sought, now=utcnow()) if listed is None else listed
    form.offer(listed)
    search = SearchForm(formdata=MultiDict({"q": sought}))
    details = {str(one.person.id): one.detail for one in listed}
    context = {"quote": quote, "details": details, "search": search, "sought": sought}
    return hx.render("commerce/quote_supervisors/new.html", fragment="form", status=status, form=form, **context)
