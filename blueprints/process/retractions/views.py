"""Taking a swap back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.process import Substitution, SwapRefused
from policy.process import visible_substitutions
from web import swap_rows, swaps
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("retractions", __name__)


@bp.post("/substitutions/<int:id>/retraction")
@permits("substitution.retract", visible_substitutions)
def create(swap: Substitution) -> Response:
    """Nobody changes after all."""
    try:
        swaps.retract(swap, actor_or_sign_in(), now=utcnow())
    except SwapRefused as refusal:
        return swap_rows.page(swap, refusal=sentence(refusal), status=409)
    db.session.commit()
    return swap_rows.answer(swap, say=_("The swap was taken back."))
