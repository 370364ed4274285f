"""Requests for a quote: the list, one of them, its details corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from blueprints.commerce.quote_requests.forms import DetailsForm, FilterForm
from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.catalogue import AccountManager
from models.commerce.crisis import case_of
from models.commerce.request import QuoteRequest
from policy.commerce.requests import own_requests, visible_requests
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import reception, request_words
from web.extensions import db
from web.paging import page
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("quote_requests", __name__, url_prefix="/quote-requests")


@bp.get("")
@permits("quote_request.manage")
def index() -> Response:
    """Requests as the address says: whose, in which state, found by which words; the newest first."""
    form, actor = FilterForm(), actor_or_sign_in()
    query = form.narrow((visible_requests if form.everybodys else own_requests)(actor))
    query = query.options(joinedload(QuoteRequest.account_manager).joinedload(AccountManager.person), joinedload(QuoteRequest.sector))
    shown = page(query, QuoteRequest.id, newest_first=True)
    return hx.render("commerce/quote_requests/index.html", fragment="list", form=form, page=shown, word=request_words)


@bp.get("/<int:id>")
@permits("quote_request.manage", visible_requests)
def show(asked: QuoteRequest) -> Response:
    """A request: what is asked, by whom, and what can be done."""
    now = utcnow()
    return hx.render(
        "commerce/quote_requests/show.html",
        asked=asked,
        case=case_of(db.session(), asked) if asked.is_urgent else None,
        estimates=reception.estimates(asked.form, now=now),
        word=request_words,
    )


@bp.get("/<int:id>/edit")
@permits("quote_request.manage", visible_requests)
def edit(asked: QuoteRequest) -> Response:
    """The details, to be corrected."""
    return _form(DetailsForm.of(asked), asked)


@bp.post("/<int:id>")
@permits("quote_request.manage", visible_requests)
def update(asked: QuoteRequest) -> Response:
    """Correct the details."""
    form = DetailsForm.of(asked)
    if form.accepts():
        if form.is_stale(asked):
            return _form(form, asked, status=409, saved=DetailsForm.of(asked, saved=True))
        try:
            asked.describe(form.answers(asked))
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            leave_trace("quote_request.updated", asked)
            db.session.commit()
            return hx.see_other(url_for("quote_requests.show", id=asked.id), say=_("The request has been saved."))
    return _form(form, asked, status=422)


def _form(form: DetailsForm, asked: QuoteRequest, status: int = 200, **context: object) -> Response:
    return hx.render("commerce/quote_requests/edit.html", fragment="form", status=status, form=form, asked=asked, **context)
