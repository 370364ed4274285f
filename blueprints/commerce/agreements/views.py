"""Agreements: list, begin, see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from blueprints.commerce.agreements.forms import NewAgreementForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.commerce.agreement import Agreement, AgreementState
from models.commerce.offer import products_in_force
from models.commerce.quote import Quote, QuoteLine, QuoteState
from models.people import Role
from models.process import Organisation
from policy.commerce.agreements import visible_agreements
from policy.process import managed_organisations
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import agreements, seeing
from web.commerce.trail import note
from web.commerce.words import AGREEMENTS, agreement_state, factor_name, missing_word, party_name, version_state
from web.extensions import db
from web.paging import page

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("agreements", __name__, url_prefix="/agreements")
for function in (seeing.opens_engagement, agreement_state, factor_name, missing_word, party_name, version_state):
    bp.add_app_template_global(function)


@bp.get("")
@permits("agreement.list")
def index() -> Response:
    """Agreements that exist for the person, the newest first; of one state where the address says so."""
    query, state = visible_agreements(actor_or_sign_in()), request.args.get("state", "")
    if state in AGREEMENTS:
        query = query.where(Agreement.state == AgreementState(state))
    loaded = query.options(joinedload(Agreement.organisation), selectinload(Agreement.versions))
    return hx.render("commerce/agreements/index.html", page=page(loaded, Agreement.id, newest_first=True), state=state, states=AGREEMENTS)


@bp.get("/new")
@permits("agreement.create")
def new() -> Response:
    """From an accepted quote, which the address names, or from nothing."""
    quote = _quote()
    made = agreements.of_quote(quote) if quote else None
    if made is not None:
        return hx.see_other(url_for("agreements.show", id=made.id))
    return _page(NewAgreementForm(), quote)


@bp.post("")
@permits("agreement.create")
def create() -> Response:
    """Begin a draft."""
    form, quote, now = _offering(NewAgreementForm()), _quote(), utcnow()
    if quote is not None or form.accepts():
        try:
            order = agreements.order_of(quote) if quote else form.order(now=now)
            agreement = agreements.begin(order, manager=actor_or_sign_in(), now=now)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            note("agreement.created", agreement)
            db.session.commit()
            return hx.see_other(url_for("agreements.show", id=agreement.id), say=_("The draft has been made. Fill in what it lacks."))
    return _page(form, quote, status=422)


@bp.get("/<int:id>")
@permits("agreement.show", visible_agreements)
def show(agreement: Agreement) -> Response:
    """An agreement: its versions, and for who writes it the parts of the draft."""
    sight = seeing.sight_of(agreement, actor_or_sign_in(), now=utcnow())
    return hx.render("commerce/agreements/show.html", agreement=agreement, sight=sight)


def _quote() -> Quote | None:
    """The quote that the address or the form names; anything but a number is nobody's quote."""
    named = request.values.get("quote", "")
    if not named:
        return None
    if not actor_or_sign_in().has(Role.ACCOUNT_MANAGER) or not named.isascii() or not named.isdigit() or int(named) >= 2**31:
        abort(404)
    lines = selectinload(Quote.lines).joinedload(QuoteLine.product_version)
    quote = db.session.get(Quote, int(named), options=[lines, joinedload(Quote.recipient), joinedload(Quote.organisation)])
    if quote is None or quote.state is QuoteState.DRAFT:
        abort(404)
    return quote


def _offering(form: NewAgreementForm) -> NewAgreementForm:
    organisations = managed_organisations(actor_or_sign_in()).order_by(Organisation.sort_key)
    form.offer(db.session.scalars(products_in_force(to_local(utcnow()).date())).all(), db.session.scalars(organisations).all())
    return form


def _page(form: NewAgreementForm, quote: Quote | None, status: int = 200) -> Response:
    return hx.render("commerce/agreements/new.html", fragment="form", status=status, form=_offering(form), quote=quote)
