"""After something was sent without an account. The page knows nothing of who sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from web import hx
from web.access import public

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("acknowledgements", __name__)


@bp.get("/acknowledgements/<any(applied, seat, withdrawn, approved, refused, continuing, staying):name>")
@public()
def show(name: str) -> Response:
    """What happens next."""
    return hx.render("commerce/acknowledgements/show.html", name=name)
