"""Quotes: list, begin, read, write, discard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blueprints.commerce.quotes.forms import QuoteForm
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.commerce.catalogue import in_language
from models.commerce.offer import products_in_force
from models.commerce.quote import Quote, QuoteLine, QuoteState
from models.commerce.quote_refusals import ValidityPast
from models.commerce.request import QuoteRequest
from models.people import Role
from models.process import Organisation
from policy.commerce.quotes import listed_quotes, managed_quotes, visible_quotes
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import quoting
from web.commerce.quote_pages import STATES, page_of
from web.extensions import db
from web.forms import language
from web.paging import page
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("quotes", __name__, url_prefix="/quotes")


@bp.get("")
@permits("quote.list")
def index() -> Response:
    """Quotes, the newest first; by state when the address says so."""
    actor, state = actor_or_sign_in(), request.args.get("state", "")
    query = listed_quotes(actor).options(joinedload(Quote.organisation), joinedload(Quote.account_manager))
    if state in set(QuoteState):
        query = query.where(Quote.state == state)
    shown = page(query, Quote.id, newest_first=True)
    opens = actor.has(Role.ACCOUNT_MANAGER, Role.AUDITOR) or not actor.has(Role.ADMIN)
    return hx.render("commerce/quotes/index.html", fragment="list", page=shown, state=state, states=STATES, opens=opens)


@bp.get("/new")
@permits("quote.create")
def new() -> Response:
    """The form of a new quote, filled from a request where the address names one."""
    asked = request.args.get("request", "")
    source = db.session.get(QuoteRequest, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < len(str(2**31)) else None
    return _form(QuoteForm(data=_prefilled(source)), source=source)


@bp.post("")
@permits("quote.create")
def create() -> Response:
    """Begin a draft; one from a request offers the product that was asked for."""
    form, now = QuoteForm(), utcnow()
    source = db.session.get(QuoteRequest, form.request.data) if form.request.data and 0 < form.request.data < 2**31 else None
    form.offer(_organisations())
    if not form.accepts() or not _in_time(form):
        return _form(form, source=source, status=422)
    quote = Quote(number=quoting.number_for(now=now), state_since=now, created_at=now, account_manager=actor_or_sign_in(), request=source)
    form.fill(quote)
    quote.lines = _asked_for(source)
    db.session.add(quote)
    quoting.log("quote.created", quote, actor_or_sign_in(), now=now)
    db.session.commit()
    return hx.see_other(url_for("quotes.edit", id=quote.id), say=_("The draft has been saved. Choose products and supervisors."))


@bp.get("/<int:id>")
@permits("quote.show", visible_quotes)
def show(quote: Quote) -> Response:
    """The quote exactly as its recipient reads it, and what can be done with it."""
    return page_of(quoting.loaded(quote.id))


@bp.get("/<int:id>/edit")
@permits("quote.manage", managed_quotes)
def edit(quote: Quote) -> Response:
    """The desk of a draft: form, products, supervisors, totals."""
    return _draft(quote) or _form(QuoteForm(data=QuoteForm.answers(quote)), quote)


@bp.post("/<int:id>")
@permits("quote.manage", managed_quotes)
def update(quote: Quote) -> Response:
    """Save the draft."""
    form = QuoteForm()
    form.offer(_organisations())
    if gone := _draft(quote):
        return gone
    if form.accepts() and _in_time(form):
        if form.is_stale(quote):
            saved = QuoteForm(formdata=None, data=QuoteForm.answers(quote))
            saved.offer(_organisations())
            return _form(form, quote, status=409, saved=saved)
        form.fill(quote)
        quoting.log("quote.updated", quote, actor_or_sign_in(), now=utcnow())
        db.session.commit()
        return hx.see_other(url_for("quotes.edit", id=quote.id), say=_("The draft has been saved."))
    return _form(form, quote, status=422)


@bp.post("/<int:id>/deletion")
@permits("quote.manage", managed_quotes)
def destroy(quote: Quote) -> Response:
    """Discard a draft."""
    if gone := _draft(quote):
        return gone
    quoting.log("quote.discarded", quote, actor_or_sign_in(), now=utcnow())
    db.session.delete(quote)
    db.session.commit()
    return hx.see_other(url_for("quotes.index"), say=_("The draft has been discarded."))


def _draft(quote: Quote) -> Response | None:
    """What was sent is read, not written: the way there, unless it is a draft."""
    return None if quote.state is QuoteState.DRAFT else hx.see_other(url_for("quotes.show", id=quote.id))


def _in_time(form: QuoteForm) -> bool:
    """Whether the last day is yet to come; a quote that nobody can accept is not worth saving."""
    if form.valid_until.day is not None and form.valid_until.day < to_local(utcnow()).date():
        form.refuse(ValidityPast())
        return False
    return True


def _organisations() -> list[Organisation]:
    return list(db.session.scalars(select(Organisation).order_by(Organisation.sort_key, Organisation.id)))


def _prefilled(source: QuoteRequest | None) -> dict[str, Any]:
    usual: dict[str, Any] = {"valid_until": quoting.last_day(now=utcnow()), "language": language()}
    if source is None:
        return usual
    return usual | {
        "request": source.id,
        "recipient_name": source.contact_name,
        "recipient_email": source.contact_email,
        "organisation": str(source.organisation_id or 0),
        "payer_kind": source.payer_kind.value,
        "language": source.language,
        "people": source.people,
    }


def _asked_for(source: QuoteRequest | None) -> list[QuoteLine]:
    """A line of the first product of the form that was asked for, as it is sold today."""
    if source is None or source.form is None:
        return []
    products = db.session.scalars(products_in_force(to_local(utcnow()).date()))
    product = next((version for version in products if version.product.form is source.form), None)
    return [QuoteLine.of(product, position=1)] if product else []


def _form(
    form: QuoteForm, quote: Quote | None = None, *, source: QuoteRequest | None = None, status: int = 200, **more: object
) -> Response:
    form.offer(_organisations())
    if quote is None:
        return hx.render("commerce/quotes/new.html", fragment="form", status=status, form=form, source=source, quote=None)
    quote = quoting.loaded(quote.id)
    problem = quoting.ready(quote, now=utcnow())
    more |= {"problem": problem, "sentence": sentence, "in_language": in_language}
    return hx.render("commerce/quotes/edit.html", fragment="form", status=status, form=form, quote=quote, **more)
