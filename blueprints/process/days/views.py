"""My day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from models.base.clock import utcnow
from web import hx
from web.access import signed_in

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("days", __name__)


@bp.get("/")
@signed_in()
def show() -> Response:
    """The person's day."""
    return hx.render("process/days/show.html", today=utcnow())
