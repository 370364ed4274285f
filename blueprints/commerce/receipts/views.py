"""The receipt of a request, by the token of its address. It says the same whatever became of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort

from models.commerce.offer import settings_of
from web import hx
from web.access import public
from web.commerce import reception
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("receipts", __name__, url_prefix="/quote-requests/receipts")


@bp.get("/<token>")
@public()
def show(token: str) -> Response:
    """The number, when it came, and what happens next."""
    asked = reception.request_at(token)
    if asked is None:
        abort(404)
    return hx.render("commerce/receipts/show.html", asked=asked, settings=settings_of(db.session()))
