"""What pages of open groups show and take in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.base.money import vat_of
from models.commerce.catalogue import PricedPer, ProductVersion, Texts
from models.commerce.offer import products_in_force
from models.commerce.open_group import OpenGroup
from models.commerce.terms import Terms
from models.people import Person, Role, qualified_supervisors
from models.process import PayerKind
from web import hx
from web.commerce import services
from web.commerce.telling import told
from web.commerce.timing import starts_of_group
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from flask import Response
    from sqlalchemy import Select


@dataclass(frozen=True)
class TermsShown:
    """What a cancellation costs one kind of payer, as dates and money."""

    payer: PayerKind
    example: services.Example
    withdrawal_days: int


@dataclass(frozen=True)
class GroupFacts:
    """A group as anybody reads it. Sums are in cents."""

    starts: Sequence[datetime]
    net: int
    vat: int
    gross: int
    vat_basis_points: int
    terms: Sequence[TermsShown]

    @property
    def first_day(self) -> date:
        """The day of the first meeting in Helsinki."""
        return to_local(self.starts[0]).date()

    @property
    def vat_percent(self) -> Decimal:
        """Value added tax as people say it: 25.5."""
        return (Decimal(self.vat_basis_points) / 100).normalize()


def spoken(texts: Texts) -> str:
    """A text in the page's language, or in the first that has it."""
    return told(texts).text


def listed(query: Select[OpenGroup], actor: Person | None, *, now: datetime) -> Select[OpenGroup]:
    """Of the groups that exist for a person: those still to begin; account managers see all."""
    manages = actor is not None and actor.has(Role.ACCOUNT_MANAGER)
    return query if manages else query.where(OpenGroup.first_meeting_at > now)


def facts(group: OpenGroup, *, now: datetime) -> GroupFacts:
    """The numbers and dates of a group's page."""
    net, points = group.seat_price_cents, group.product_version.vat_basis_points
    vat = vat_of(net, points)
    return GroupFacts(starts_of_group(group), net, vat, net + vat, points, list(_terms(group, to_local(now).date())))


def seat_products(group: OpenGroup | None) -> list[ProductVersion]:
    """Products priced by the seat, as they are sold today, and the one that the group has."""
    query = products_in_force(to_local(utcnow()).date()).where(ProductVersion.priced_per == PricedPer.SEAT)
    products = list(db.session.scalars(query))
    kept = [group.product_version] if group is not None and group.product_version not in products else []
    return kept + products


def supervisors(group: OpenGroup | None) -> Sequence[Person]:
    """Whose qualification is in force today, and whom the group has."""
    qualified = Person.id.in_(qualified_supervisors(to_local(utcnow()).date())) & Person.deactivated_at.is_(None)
    kept = Person.id == (group.supervisor_id if group and group.supervisor_id else 0)
    return db.session.scalars(select(Person).where(or_(qualified, kept)).order_by(Person.sort_key, Person.id)).all()


def _terms(group: OpenGroup, today: date) -> Iterator[TermsShown]:
    """For organisations without tax, for people who pay themselves with it."""
    start, product = to_local(group.first_meeting_at).date(), group.product_version
    for payer in (PayerKind.SELF, PayerKind.ORGANISATION):
        try:
            terms = Terms.offered(db.session(), product, payer, on=today)
        except DomainError:  # the administrator has retired the policy: the agreement will say what counts
            continue
        vat = product.vat_basis_points if payer is PayerKind.SELF else 0
        yield TermsShown(payer, services.example(terms.policy, start, group.seat_price_cents, vat), terms.withdrawal_days)


def page(group: OpenGroup, *, status: int = 200, refusal: DomainError | None = None) -> Response:
    """A group's page; with what was refused, when something was."""
    now = utcnow()
    context: dict[str, Any] = {"facts": facts(group, now=now), "now": now, "refusal": sentence(refusal) if refusal else None}
    return hx.render("commerce/open_groups/show.html", status=status, group=group, **context)


def refused(group_id: int, refusal: DomainError) -> Response:
    """The group's page as it stands now, and why nothing was done."""
    group = db.session.scalars(select(OpenGroup).where(OpenGroup.id == group_id).execution_options(populate_existing=True)).one()
    return page(group, status=422, refusal=refusal)
