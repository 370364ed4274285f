"""Who pays what part of a fee, as far as the person may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.base.money import vat_of
from models.commerce.agreement import Payer
from models.people import Role
from policy.commerce.agreements import payers_through
from web.commerce.fee_words import Bill
from web.extensions import db

if TYPE_CHECKING:
    from models.commerce.cancellation import Cancellation
    from models.people import Person


def shares_shown(actor: Person, cancellation: Cancellation) -> list[tuple[Payer, Bill]]:
    """Each payer's part with its tax: account managers and auditors see all, a payer sees their own."""
    cents = dict(cancellation.ground["shares"])
    query = select(Payer).where(Payer.id.in_(cents)).options(joinedload(Payer.organisation), joinedload(Payer.person)).order_by(Payer.id)
    if not actor.has(Role.ACCOUNT_MANAGER, Role.AUDITOR):
        query = query.where(payers_through(actor))
    rate = cancellation.vat_basis_points
    return [(payer, Bill(cents[payer.id], vat_of(cents[payer.id], rate))) for payer in db.session.scalars(query)]
