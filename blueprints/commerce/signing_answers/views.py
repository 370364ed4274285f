"""After an answer by link. The page knows nothing of whose answer it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from web import hx
from web.access import public

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("signing_answers", __name__)


@bp.get("/signing-answers/<any(signed, declined):name>")
@public()
def show(name: str) -> Response:
    """What happens next."""
    return hx.render("commerce/signing_answers/show.html", signed=name == "signed")
