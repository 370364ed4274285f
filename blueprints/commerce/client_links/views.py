"""Linking a request to a client: found by the business id, or by the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy import or_, select

from blueprints.commerce.client_links.forms import ClientForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.sorting import sort_key
from models.commerce.catalogue import in_language
from models.commerce.request import QuoteRequest
from models.process import Organisation
from policy.commerce.requests import visible_requests
from web import hx
from web.access import permits
from web.extensions import db
from web.forms import language
from web.trail import leave_trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

bp = Blueprint("client_links", __name__, url_prefix="/quote-requests/<int:id>/client-links")
MOST = 10


@bp.get("/new")
@permits("quote_request.manage", visible_requests)
def new(asked: QuoteRequest) -> Response:
    """Clients that may be meant."""
    return _page(ClientForm(_alike(asked)), asked)


@bp.post("")
@permits("quote_request.manage", visible_requests)
def create(asked: QuoteRequest) -> Response:
    """Link it, to a new client when none is meant."""
    form = ClientForm(_alike(asked))
    if form.accepts():
        try:
            asked.organisation = form.chosen() or _new(asked)
        except DomainError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            leave_trace("quote_request.linked", asked)
            db.session.commit()
            said = _("The client is %(name)s.", name=asked.organisation.name)
            return hx.see_other(url_for("quote_requests.show", id=asked.id), say=said)
    return _page(form, asked, status=422)


def _alike(asked: QuoteRequest) -> Sequence[Organisation]:
    """Those of the same business id first, then those whose name begins alike."""
    key = sort_key(asked.shown_name)
    same = (Organisation.business_id == asked.business_id) & (Organisation.business_id != "")
    query = select(Organisation).where(or_(same, Organisation.sort_key == key, Organisation.sort_key.startswith(key, autoescape=True)))
    return db.session.scalars(query.order_by(same.desc(), Organisation.sort_key, Organisation.id).limit(MOST)).all()


def _new(asked: QuoteRequest) -> Organisation:
    organisation = Organisation(created_at=utcnow())
    sector = in_language(asked.sector.name, language()) if asked.sector else asked.sector_other
    organisation.describe(asked.shown_name, sector=sector[:120], business_id=asked.business_id)
    db.session.add(organisation)
    leave_trace("organisation.created", organisation)
    return organisation


def _page(form: ClientForm, asked: QuoteRequest, status: int = 200) -> Response:
    return hx.render("commerce/client_links/new.html", fragment="form", status=status, form=form, asked=asked)
