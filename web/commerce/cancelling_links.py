"""What the page of an agreement tells of cancellations: those there are, and the places that can be given up one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.commerce.cancellation import Cancellation
from models.commerce.commitment import Commitment
from models.process import Participation
from policy.commerce.cancellations import payable_participations, visible_cancellations
from web.access import actor_or_sign_in, can
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.commerce.agreement import Agreement


def cancellations_of(agreement: Agreement) -> Sequence[Cancellation]:
    """The cancellations of an agreement that exist for the person, the first one first."""
    mine = visible_cancellations(actor_or_sign_in()).where(Cancellation.agreement_id == agreement.id)
    return db.session.scalars(mine.order_by(Cancellation.id)).unique().all()


def seats_to_cancel(agreement: Agreement) -> list[Participation]:
    """Places that the person may give up; of an agreement about a single one, the whole is given up instead."""
    commitment = Commitment.load(db.session(), agreement.id)
    if not commitment.in_force or len(commitment.members) <= 1:
        return []
    mine = payable_participations(actor_or_sign_in()).where(Participation.id.in_([member.id for member in commitment.members]))
    seats = db.session.scalars(mine.order_by(Participation.seat_id)).unique()
    return [seat for seat in seats if can("seat_cancellation.create", seat)]
