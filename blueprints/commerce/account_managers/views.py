"""Who looks after which requests, and how visitors reach them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager, selectinload

from blueprints.commerce.account_managers.forms import CardForm, NewCardForm, without_card
from models.base.clock import utcnow
from models.commerce.catalogue import AccountManager
from models.commerce.changes import CardTaken, keep_in_use, show_card
from models.people import Person
from policy.commerce.catalogue import managed_account_managers
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce.telling import missing, told
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("account_managers", __name__, url_prefix="/account-managers")


@bp.get("")
@permits("offer.manage")
def index() -> Response:
    """Every card, the ones in use first."""
    query = managed_account_managers(actor_or_sign_in()).order_by(AccountManager.retired_at.is_not(None), Person.sort_key)
    query = query.options(contains_eager(AccountManager.person), selectinload(AccountManager.sectors))
    cards = db.session.scalars(query).all()
    in_use = [card for card in cards if card.retired_at is None and card.person.is_active]
    return hx.render(
        "commerce/account_managers/index.html",
        cards=cards,
        has_fallback=any(card.is_fallback for card in in_use),
        addable=bool(without_card()),
        told=told,
        missing=missing,
    )


@bp.get("/new")
@permits("offer.manage")
def new() -> Response:
    """The form of a card for somebody who has the role."""
    return _form(NewCardForm(without_card(), data={"used": True}))


@bp.post("")
@permits("offer.manage")
def create() -> Response:
    """Show an account manager to visitors."""
    form = NewCardForm(without_card())
    if not (form.accepts() and form.sure_about(form.unusual())):
        return _form(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    card = AccountManager(person_id=form.person.data)
    form.fill(card)
    keep_in_use(card, used=bool(form.used.data), now=utcnow())
    try:
        show_card(db.session(), card)
    except CardTaken as refusal:
        form.refuse(refusal)
        return _form(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    leave_trace("account_manager.created", card, subject_id=card.person_id)
    db.session.commit()
    return hx.see_other(url_for("account_managers.index"), say=_("The card has been added."))


@bp.get("/<int:id>/edit")
@permits("offer.manage", managed_account_managers)
def edit(card: AccountManager) -> Response:
    """The form of a card."""
    return _form(CardForm.of(card), card)


@bp.post("/<int:id>")
@permits("offer.manage", managed_account_managers)
def update(card: AccountManager) -> Response:
    """Change the card, or take it out of use."""
    form = CardForm()
    if not form.accepts():
        return _form(form, card, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if form.is_stale(card):
        return _form(form, card, status=HTTPStatus.CONFLICT, saved=CardForm.of(card))
    if not form.sure_about(form.unusual()):
        return _form(form, card, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    form.fill(card)
    keep_in_use(card, used=bool(form.used.data), now=utcnow())
    leave_trace("account_manager.updated", card, subject_id=card.person_id)
    db.session.commit()
    return hx.see_other(url_for("account_managers.index"), say=_("The card has been saved."))


def _form(form: CardForm, card: AccountManager | None = None, status: int = HTTPStatus.OK, saved: CardForm | None = None) -> Response:
    template = "commerce/account_managers/edit.html"
    return hx.render(template, fragment="form", status=status, form=form, card=card, saved=saved)
