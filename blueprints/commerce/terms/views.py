"""The terms as anybody can check them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from blueprints.commerce.terms.forms import StartForm
from models.commerce.offer import settings_of
from web import hx
from web.access import public
from web.commerce import services
from web.commerce.telling import told_in_force
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("terms", __name__, url_prefix="/services/terms")
SLOTS: Final = ("terms.intro", "terms.swap", "terms.provider", "terms.invoicing")


@bp.get("")
@public()
def show() -> Response:
    """Every kind of terms in force, for a start on the day asked about."""
    today, start = services.today(), services.example_start()
    form = StartForm(request.args if "start" in request.args else None, data={"start": start})
    refused = "start" in request.args and not form.validate()
    start = start if refused else form.start.day or start
    return hx.render(
        "commerce/terms/show.html",
        fragment="calendars",
        status=422 if refused else 200,
        form=form,
        start=start,
        texts=told_in_force(SLOTS, today),
        examples=[services.example(policy, start) for policy in services.policies(today).values()],
        settings=settings_of(db.session()),
    )
