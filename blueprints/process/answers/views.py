"""After an answer to an offer. The page knows nothing of whose answer it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from web import hx
from web.access import public

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("answers", __name__)


@bp.get("/answers/<any(accept, decline):name>")
@public()
def show(name: str) -> Response:
    """What happens next."""
    return hx.render("process/answers/show.html", comes=name == "accept")
