"""Choosing the language: the person's own when signed in, the browser's always."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app, request

from models.people import LANGUAGES
from web import hx
from web.access import current_person, public
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("languages", __name__)
A_YEAR = 31_536_000


@bp.post("/language")
@public()
def update() -> Response:
    """Remember the language and go back to the page."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(400)
    person = current_person()
    if person is not None:
        person.language = chosen
        db.session.commit()
    response = hx.see_other(hx.safe_next(request.form.get("page"), "/"))
    response.set_cookie(
        "peili-language", chosen, max_age=A_YEAR, httponly=True, samesite="Lax", secure=current_app.config["PEILI"].https, path="/"
    )
    return response
