"""The own log as CSV or XLSX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from web.access import actor_or_sign_in, permits
from web.hours import files, logs
from web.hours.periods import period_or_nothing

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("hours_exports", __name__)


@bp.get("/hours/export/<any(csv, xlsx):kind>")
@permits("hours.show")
def show(kind: str) -> Response:
    """Meeting by meeting, without a name."""
    actor = actor_or_sign_in()
    return files.log(actor, logs.asked_side(logs.own_sides(actor)), period_or_nothing(), kind)
