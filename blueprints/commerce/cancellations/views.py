"""Cancelling a whole agreement, and any cancellation as it was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from models.commerce.agreement import Agreement
from models.commerce.cancellation import Cancellation
from models.people import Role
from policy.commerce.cancellations import cancellable_agreements, names_participant, visible_cancellations
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import cancellation_page, fee_words
from web.commerce.cancelling_links import cancellations_of, seats_to_cancel
from web.commerce.cancelling_shares import shares_shown

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("cancellations", __name__)
bp.add_app_template_global(seats_to_cancel, "seats_to_cancel")
bp.add_app_template_global(cancellations_of, "cancellations_of")


@bp.get("/agreements/<int:id>/cancellations/new")
@permits("cancellation.create", cancellable_agreements)
def new(agreement: Agreement) -> Response:
    """What it would cost, before anything is done."""
    return cancellation_page.shown(agreement)


@bp.post("/agreements/<int:id>/cancellations")
@permits("cancellation.create", cancellable_agreements)
def create(agreement: Agreement) -> Response:
    """Cancel the whole."""
    return cancellation_page.sent(agreement)


@bp.get("/cancellations/<int:id>")
@permits("cancellation.show", visible_cancellations)
def show(cancellation: Cancellation) -> Response:
    """What was cancelled, what it costs and why, and what was waived."""
    actor = actor_or_sign_in()
    shares = shares_shown(actor, cancellation)
    return hx.render(
        "commerce/cancellations/show.html",
        cancellation=cancellation,
        fee=cancellation.fee,
        bill=fee_words.bill(cancellation.fee, [cents for _id, cents in cancellation.ground["shares"]]),
        shares=shares,
        several=len(cancellation.ground["shares"]) > 1,
        manages=actor.has(Role.ACCOUNT_MANAGER),
        names=names_participant(actor, cancellation),
        words=fee_words,
    )
