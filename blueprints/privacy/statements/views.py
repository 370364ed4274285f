"""What the product promises about accessibility and privacy, with the figures that the code itself works by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, abort

from models.people import Role, sign_in
from models.privacy import ANSWER_WITHIN
from models.process.engagement import TEXTS_KEPT, WORKING_NOTES_KEPT
from policy.confidential.visibility import AUTHOR_KEEPS, LEAVER_READS, UNRECORDED_LIVES
from web import hx, oversight
from web.access import public
from web.roles import ROLES

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("statements", __name__, url_prefix="/statements")
WRITTEN = date(2026, 11, 23)
DAYS = {
    "answer": ANSWER_WITHIN.days,
    "author": AUTHOR_KEEPS.days,
    "leaver": LEAVER_READS.days,
    "sign_in": sign_in.KEPT.days,
    "texts": TEXTS_KEPT.days,
    "unrecorded": UNRECORDED_LIVES.days,
    "working": WORKING_NOTES_KEPT.days,
}
CLOCK = {"idle": sign_in.IDLE.seconds // 60, "absolute": sign_in.ABSOLUTE.seconds // 3600}


@bp.get("/<name>")
@public()
def show(name: str) -> Response:
    """One statement."""
    if name not in {"accessibility", "privacy"}:
        abort(404)
    roles = [(ROLES[role], oversight.opened_by(role)) for role in Role]
    return hx.render(f"privacy/statements/{name}.html", written=WRITTEN, days=DAYS, clock=CLOCK, roles=roles)
