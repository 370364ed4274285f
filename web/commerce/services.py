"""What the service pages tell: everything comes from data, read in a few statements however much is offered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from models.base.clock import utcnow
from models.base.local_time import to_local
from models.base.money import percent_of, vat_of
from models.commerce.catalogue import AccountManager, GoalTheme, PricedPer
from models.commerce.offer import policies_in_force, products_in_force
from models.commerce.terms import Policy
from models.people import Person
from models.people.phone import PhoneNumber
from models.process.participation import PayerKind
from web.commerce.telling import Told, told
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.base.forms import Form
    from models.commerce.catalogue import ProductVersion
    from models.commerce.terms import Period

EXAMPLE_IN = timedelta(weeks=10)  # how far ahead the start of an example lies
TUESDAY = 1


def today() -> date:
    """The day in Helsinki."""
    return to_local(utcnow()).date()


def example_start() -> date:
    """A Tuesday some weeks ahead, for terms as dates."""
    day = today() + EXAMPLE_IN
    return day + timedelta(days=(TUESDAY - day.weekday()) % 7)


@dataclass(frozen=True)
class Card:
    """An account manager as visitors see them."""

    name: str
    title: Told
    email: str
    phone: PhoneNumber | None
    sectors: tuple[Told, ...]


def cards() -> list[Card]:
    """The account managers who look after requests now, those with a sector first."""
    query = (
        select(AccountManager)
        .join(AccountManager.person)
        .where(AccountManager.retired_at.is_(None), Person.deactivated_at.is_(None))
        .order_by(AccountManager.is_fallback, Person.sort_key, AccountManager.id)
        .options(contains_eager(AccountManager.person), selectinload(AccountManager.sectors))
    )
    return [_card(manager) for manager in db.session.scalars(query)]


def _card(manager: AccountManager) -> Card:
    sectors = tuple(told(sector.name) for sector in manager.sectors if sector.retired_at is None)
    phone = PhoneNumber.parse(manager.phone) if manager.phone else None
    return Card(manager.person.name, told(manager.title), manager.person.email, phone, sectors)


def themes() -> list[Told]:
    """What people hope for, in its order."""
    names = db.session.scalars(select(GoalTheme.name).where(GoalTheme.retired_at.is_(None)).order_by(GoalTheme.position, GoalTheme.id))
    return [told(name) for name in names]


def offered(on: date) -> list[ProductVersion]:
    """What can be bought that day."""
    return list(db.session.scalars(products_in_force(on)))


def of_form(products: Sequence[ProductVersion], form: Form) -> list[ProductVersion]:
    """Those of one form."""
    return [version for version in products if version.product.form is form]


@dataclass(frozen=True)
class Step:
    """A stretch of days before a start, what a cancellation costs in it, and that in money where a price is known."""

    period: Period
    cents: int | None


@dataclass(frozen=True)
class Example:
    """Cancellation terms as the dates of one start."""

    name: Told
    code: str
    steps: tuple[Step, ...]
    no_show_percent: int
    no_show_cents: int | None


def policies(on: date) -> dict[str, Policy]:
    """The cancellation terms in force that day by their code."""
    return {row.code: Policy.of(row) for row in db.session.scalars(policies_in_force(on))}


def example(policy: Policy, start: date, price_cents: int | None = None, vat_basis_points: int = 0) -> Example:
    """The terms for a start on that day, in money where a net price is given; tax is added where its share is."""

    def share(percent: int) -> int | None:
        if price_cents is None:
            return None
        fee = percent_of(price_cents, percent)
        return fee + vat_of(fee, vat_basis_points)

    steps = tuple(Step(period, share(period.percent)) for period in policy.calendar(start))
    return Example(told(policy.name), policy.code, steps, policy.no_show_percent, share(policy.no_show_percent))


def payers(version: ProductVersion, policies: dict[str, Policy], start: date) -> dict[PayerKind, Example]:
    """The terms of a product as they are for organisations, net, and for people who pay themselves, with tax."""
    wanted = {
        PayerKind.ORGANISATION: (version.organisation_policy, 0),
        PayerKind.SELF: (version.self_policy, version.vat_basis_points),
    }
    return {payer: example(policies[code], start, version.price_cents, vat) for payer, (code, vat) in wanted.items() if code in policies}


@dataclass(frozen=True)
class Tag:
    """The price of a product: net for organisations, with value added tax for people who pay themselves."""

    net: int
    gross: int
    option_net: int
    option_gross: int
    per_seat: bool
    vat: Decimal  # per cent


def price_tag(version: ProductVersion) -> Tag:
    """What a product costs."""

    def gross(cents: int) -> int:
        return cents + vat_of(cents, version.vat_basis_points)

    return Tag(
        version.price_cents,
        gross(version.price_cents),
        version.option_price_cents,
        gross(version.option_price_cents),
        version.priced_per is PricedPer.SEAT,
        Decimal(f"{version.vat_basis_points / 100:g}"),
    )
