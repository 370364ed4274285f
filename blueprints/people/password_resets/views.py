"""A forgotten password: ask for a link, open it, choose a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.people.password_resets.forms import RequestForm
from models.base.clock import utcnow
from models.base.email import EmailAddress
from models.people import ResetRequest
from web import hx
from web.access import public
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("password_resets", __name__, url_prefix="/password-resets")


@bp.get("/new")
@public()
def new() -> Response:
    """Whose password was forgotten."""
    return _page(RequestForm())


@bp.post("")
@public()
def create() -> Response:
    """Note the request. Known or unknown, every address gets this answer at this cost; the worker does the rest."""
    form = RequestForm()
    if not form.accepts():
        return _page(form, status=422)
    db.session.add(ResetRequest(email_key=EmailAddress.parse(form.email.data).key, asked_at=utcnow()))
    db.session.commit()
    return hx.see_other(
        url_for("sessions.new"), say=_("If the address has an account, a link is on its way to it. The link works for an hour.")
    )


def _page(form: RequestForm, status: int = 200) -> Response:
    return hx.render("people/password_resets/new.html", fragment="form", status=status, form=form)
