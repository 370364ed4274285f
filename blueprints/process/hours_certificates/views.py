"""The own sums as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from models.people import LANGUAGES
from web.access import actor_or_sign_in, permits
from web.forms import language
from web.hours import files, logs
from web.hours.periods import period_or_nothing

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("hours_certificates", __name__)


@bp.get("/hours/certificate")
@permits("hours.show")
def show() -> Response:
    """In the language that is asked for, or the reader's."""
    actor, asked = actor_or_sign_in(), request.args.get("language", "")
    side = logs.asked_side(logs.own_sides(actor))
    return files.certificate(actor, side, period_or_nothing(), asked if asked in LANGUAGES else language())
