"""Cancelling one seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort

from models.commerce.agreement import Agreement
from models.commerce.commitment import agreement_of
from models.process import Participation
from policy.commerce.cancellations import payable_participations
from web.access import permits
from web.commerce import cancellation_page
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("seat_cancellations", __name__)


@bp.get("/participations/<int:id>/cancellations/new")
@permits("seat_cancellation.create", payable_participations)
def new(participation: Participation) -> Response:
    """What it would cost, before anything is done, and that a swap costs nothing."""
    return cancellation_page.shown(_agreement(participation), participation)


@bp.post("/participations/<int:id>/cancellations")
@permits("seat_cancellation.create", payable_participations)
def create(participation: Participation) -> Response:
    """Cancel the seat: the participation ends, the rest goes on."""
    return cancellation_page.sent(_agreement(participation), participation)


def _agreement(participation: Participation) -> Agreement:
    """The agreement that pays for the seat; without one there is nothing to cancel."""
    agreement = agreement_of(db.session(), participation)
    if agreement is None:
        abort(404)
    return agreement
