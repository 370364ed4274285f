"""Asking for crisis supervision: one page, no draft, nothing kept before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.commerce.crisis_reports.forms import ReportForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.tokens import new_token
from models.commerce.offer import settings_of
from web import hx
from web.access import public
from web.commerce import reception
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("crisis_reports", __name__, url_prefix="/quote-requests/urgent")


@bp.get("/new")
@public()
def new() -> Response:
    """The short form, the emergency number first."""
    return _page(ReportForm())


@bp.post("")
@public()
def create() -> Response:
    """Keep the request and start its clocks."""
    form, now = ReportForm(), utcnow()
    if form.accepts():
        token, _digest = new_token()
        try:
            reception.claim("request", now=now)
            case = reception.receive_crisis(form.answers(), form.crisis(), token, now=now)
        except DomainError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            said = _("The request has been sent. Its number is %(number)s.", number=case.request.number)
            return hx.see_other(url_for("receipts.show", token=token), say=said)
    return _page(form, status=422)


def _page(form: ReportForm, status: int = 200) -> Response:
    settings = settings_of(db.session())
    return hx.render("commerce/crisis_reports/new.html", fragment="form", status=status, form=form, settings=settings)
