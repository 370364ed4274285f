"""What the product promises about accessibility and privacy, with the figures that the code itself works by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, abort

from models.people import sign_in
from models.privacy import ANSWER_WITHIN
from policy.confidential.sayings import NUMBERS
from web import hx
from web.access import public

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("statements", __name__, url_prefix="/statements")
WRITTEN = date(2026, 11, 23)
DAYS = NUMBERS | {"answer": ANSWER_WITHIN.days, "sign_in": sign_in.KEPT.days}
CLOCK = {"idle": sign_in.IDLE.seconds // 60, "absolute": sign_in.ABSOLUTE.seconds // 3600}


@bp.get("/<name>")
@public()
def show(name: str) -> Response:
    """One statement."""
    if name not in {"accessibility", "privacy"}:
        abort(404)
    return hx.render(f"privacy/statements/{name}.html", written=WRITTEN, days=DAYS, clock=CLOCK)
