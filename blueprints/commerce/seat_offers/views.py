"""An applicant's own page by link: how the application stands, taking a seat that is offered, taking the application back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from sqlalchemy import select

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.open_group import Application, NothingChosen
from models.people import LinkPurpose
from web import hx, links
from web.access import public
from web.commerce import application_pages, seats
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("seat_offers", __name__, url_prefix="/seat-offers")
ANSWERS = {"seat": seats.take, "withdrawn": seats.withdraw}


@bp.get("/<token>")
@public()
def show(token: str) -> Response:
    """Looking takes and gives up nothing."""
    link = links.opened(token, LinkPurpose.SEAT_OFFER)
    return _page(token, link.object_id)


@bp.post("/<token>")
@public()
def update(token: str) -> Response:
    """Take the seat, or take the application back."""
    link, now = links.opened(token, LinkPurpose.SEAT_OFFER), utcnow()
    answer = request.form.get("answer")
    if answer not in ANSWERS:
        return _page(token, link.object_id, NothingChosen())
    application = _application(link.object_id)
    try:
        ANSWERS[answer](application, now=now)
    except DomainError as refusal:
        db.session.rollback()
        return _page(token, link.object_id, refusal)
    links.spend(link, now=now)
    db.session.commit()
    return hx.see_other(url_for("acknowledgements.show", name=answer))


def _application(key: int | None) -> Application:
    return db.session.scalars(select(Application).where(Application.id == key).execution_options(populate_existing=True)).one()


def _page(token: str, key: int | None, refusal: DomainError | None = None) -> Response:
    context = application_pages.context(_application(key), refusal)
    return hx.render("commerce/seat_offers/show.html", status=422 if refusal else 200, token=token, **context)
