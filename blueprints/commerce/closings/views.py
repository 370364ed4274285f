"""Closing a request: before a quote it is declined, after one it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.commerce.closings.forms import form_for
from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.request import QuoteRequest, RequestState
from policy.commerce.requests import visible_requests
from web import hx
from web.access import permits
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response
    from wtforms import Form

bp = Blueprint("closings", __name__, url_prefix="/quote-requests/<int:id>/closings")


@bp.get("/new")
@permits("quote_request.manage", visible_requests)
def new(asked: QuoteRequest) -> Response:
    """Why."""
    return _page(form_for(asked), asked)


@bp.post("")
@permits("quote_request.manage", visible_requests)
def create(asked: QuoteRequest) -> Response:
    """Close it with the reason."""
    form, now = form_for(asked), utcnow()
    if form.accepts():
        try:
            (asked.lose if asked.state is RequestState.QUOTED else asked.decline)(str(form.reason.data), now=now)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            leave_trace(f"quote_request.{asked.state.value}", asked)
            db.session.commit()
            return hx.see_other(url_for("quote_requests.show", id=asked.id), say=_("The request is closed."))
    return _page(form, asked, status=422)


def _page(form: Form, asked: QuoteRequest, status: int = 200) -> Response:
    return hx.render("commerce/closings/new.html", fragment="form", status=status, form=form, asked=asked)
