"""Handing a request over to a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from blueprints.commerce.handovers.forms import HandoverForm
from models.base import DomainError
from models.commerce.catalogue import AccountManager
from models.commerce.request import QuoteRequest
from models.people import Person
from policy.commerce.requests import visible_requests
from web import hx
from web.access import permits
from web.commerce import reception
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

bp = Blueprint("handovers", __name__, url_prefix="/quote-requests/<int:id>/handovers")


@bp.get("/new")
@permits("quote_request.manage", visible_requests)
def new(asked: QuoteRequest) -> Response:
    """To whom."""
    return _page(HandoverForm(_cards()), asked)


@bp.post("")
@permits("quote_request.manage", visible_requests)
def create(asked: QuoteRequest) -> Response:
    """Hand it over, and tell the colleague."""
    form = HandoverForm(_cards())
    if form.accepts():
        card = form.chosen()
        try:
            asked.hand_over(card)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            leave_trace("quote_request.handed_over", asked, subject_id=card.person_id)
            reception.tell(card, asked)
            db.session.commit()
            said = _("%(name)s has the request now.", name=card.person.name)
            return hx.see_other(url_for("quote_requests.show", id=asked.id), say=said)
    return _page(form, asked, status=422)


def _cards() -> Sequence[AccountManager]:
    query = select(AccountManager).join(AccountManager.person).options(contains_eager(AccountManager.person))
    in_force = query.where(AccountManager.retired_at.is_(None), Person.deactivated_at.is_(None))
    return db.session.scalars(in_force.order_by(Person.sort_key, AccountManager.id)).all()


def _page(form: HandoverForm, asked: QuoteRequest, status: int = 200) -> Response:
    return hx.render("commerce/handovers/new.html", fragment="form", status=status, form=form, asked=asked)
