"""Refusing a swap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.process import Substitution, SwapRefused
from policy.process import visible_substitutions
from web import hx, swap_rows, swaps
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("vetoes", __name__)


@bp.post("/substitutions/<int:id>/refusal")
@permits("substitution.refuse", visible_substitutions)
def create(swap: Substitution) -> Response:
    """The participant keeps, or gets back, the place."""
    try:
        swaps.refuse(swap, actor_or_sign_in(), now=utcnow())
    except SwapRefused as refusal:
        return swap_rows.page(swap, refusal=sentence(refusal), status=409)
    db.session.commit()
    return hx.see_other(url_for("substitutions.show", id=swap.id), say=_("You refused the swap. Everybody who knew of it is told."))
