"""What the service offers, as data: sectors, themes, products with their prices, terms and texts, each with a day it counts from."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.base.forms import Form
from models.people.person import Person

# One text in each language the product speaks: {"fi": …, "sv": …, "en": …}.
Texts = dict[str, str]


def in_language(texts: Texts, language: str) -> str:
    """The text in that language, or in the first one that has any."""
    return texts.get(language) or next((text for text in texts.values() if text), "")


class Sector(Base):
    """A field of work by which requests find their account manager."""

    __tablename__ = "sectors"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Texts] = mapped_column(JSON)
    position: Mapped[int]
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class GoalTheme(Base):
    """Something people hope supervision to bring: a tick in the request."""

    __tablename__ = "goal_themes"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Texts] = mapped_column(JSON)
    position: Mapped[int]
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AccountManager(Base):
    """An account manager's card on the service pages, and the sectors whose requests come to them."""

    __tablename__ = "account_managers"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), unique=True)
    title: Mapped[Texts] = mapped_column(JSON)
    phone: Mapped[str] = mapped_column(String(40), default="")
    is_fallback: Mapped[bool] = mapped_column(default=False)  # takes what no sector routes
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship()
    sectors: Mapped[list[Sector]] = relationship(secondary="account_manager_sectors", order_by=Sector.position)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AccountManagerSector(Base):
    """A sector that an account manager looks after."""

    __tablename__ = "account_manager_sectors"

    account_manager_id: Mapped[int] = mapped_column(ForeignKey("account_managers.id"), primary_key=True)
    sector_id: Mapped[int] = mapped_column(ForeignKey("sectors.id"), primary_key=True, index=True)


class CancellationPolicy(Base):
    """Named cancellation terms from a day on. Rows are never changed: a change is a new version of the same code."""

    __tablename__ = "cancellation_policies"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[Texts] = mapped_column(JSON)
    # [{"most": 7, "least": 1, "percent": 50}, …]: days before the start; "most" is None for any earlier day.
    tiers: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    no_show_percent: Mapped[int]
    effective_from: Mapped[date]
    retired_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))

    __table_args__ = (
        UniqueConstraint("code", "version"),
        CheckConstraint("no_show_percent BETWEEN 0 AND 100", name="no_show_at_most_whole"),
    )


class PricedPer(enum.StrEnum):
    """What one price buys."""

    ENGAGEMENT = "engagement"
    SEAT = "seat"


class Interruption(enum.StrEnum):
    """What is due when a client breaks a running process off."""

    WHOLE_PRICE_DUE = "whole_price_due"
    HELD_PLUS_50 = "held_plus_50"


class FeeVat(enum.StrEnum):
    """How a cancellation fee is taxed: as the service that was kept for the client, or not at all."""

    AS_SERVICE = "as_service"
    OUT_OF_SCOPE = "out_of_scope"


class Product(Base):
    """A variant under one of the four forms; what it costs and promises is in its versions."""

    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[Form] = mapped_column(one_of(Form, "form"))
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    versions: Mapped[list[ProductVersion]] = relationship(back_populates="product", order_by="ProductVersion.effective_from")


class ProductVersion(Base):
    """A product as it is sold from a day on. Rows are never changed: quotes and agreements point at them."""

    __tablename__ = "product_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    effective_from: Mapped[date]
    name: Mapped[Texts] = mapped_column(JSON)
    description: Mapped[Texts] = mapped_column(JSON)
    priced_per: Mapped[PricedPer] = mapped_column(one_of(PricedPer, "priced_per"))
    price_cents: Mapped[int]  # net, euro cents
    vat_basis_points: Mapped[int]  # 2550 is 25.5 %
    meetings: Mapped[int]
    minutes: Mapped[int]  # of one meeting
    interval_days: Mapped[int]  # between meetings
    supervisors: Mapped[int]  # how many are recommended
    fewest: Mapped[int | None]  # people: an ideal, asked about and never refused
    most: Mapped[int | None]
    option_meetings: Mapped[int]  # additional meetings the payer may order
    option_price_cents: Mapped[int]  # net, each
    option_days: Mapped[int]  # after the last planned meeting
    notice_hours: Mapped[int]  # one meeting moved free of charge until so long before it
    free_moves: Mapped[int]
    mid_evaluation_after: Mapped[int | None]  # meetings held
    final_evaluation: Mapped[bool]
    organisation_policy: Mapped[str] = mapped_column(String(40))  # code of the cancellation policy
    self_policy: Mapped[str] = mapped_column(String(40))
    organisation_interruption: Mapped[Interruption] = mapped_column(one_of(Interruption, "organisation_interruption"))
    self_interruption: Mapped[Interruption] = mapped_column(one_of(Interruption, "self_interruption"))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))

    product: Mapped[Product] = relationship(back_populates="versions")

    __table_args__ = (
        UniqueConstraint("product_id", "effective_from"),
        CheckConstraint("price_cents >= 0 AND option_price_cents >= 0", name="price_not_negative"),
        CheckConstraint("vat_basis_points BETWEEN 0 AND 10000", name="vat_is_a_share"),
        CheckConstraint("meetings > 0 AND minutes > 0 AND option_meetings >= 0", name="counts_make_sense"),
    )


class StandardText(Base):
    """A text of the service pages or a clause of agreements, by slot, from a day on. A change is a new row."""

    __tablename__ = "standard_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    slot: Mapped[str] = mapped_column(String(60))
    effective_from: Mapped[date]
    body: Mapped[Texts] = mapped_column(JSON)  # Markdown-lite
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))

    __table_args__ = (UniqueConstraint("slot", "effective_from"),)


class ServiceSettings(Base):
    """The provider's numbers that belong to no product: one row."""

    __tablename__ = "service_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    emergency_number: Mapped[str] = mapped_column(String(20))
    crisis_answer_hours: Mapped[int]  # a crisis request is triaged within
    crisis_offer_hours: Mapped[int]  # and a first meeting offered within
    crisis_days: Mapped[int]  # the whole compact series fits into
    crisis_fewest: Mapped[int]  # meetings
    crisis_most: Mapped[int]
    quote_days: Mapped[int]  # a quote is valid for
    quote_reminder_days: Mapped[int]  # before it expires
    signing_days: Mapped[int]  # an unsigned agreement lapses after
    seat_offer_hours: Mapped[int]  # a freed seat is held for whoever is offered it
    withdrawal_days: Mapped[int]  # a consumer's distance contract
    waiver_limit_cents: Mapped[int]  # a waiver above it needs a second person
    fee_vat: Mapped[FeeVat] = mapped_column(one_of(FeeVat, "fee_vat"), default=FeeVat.AS_SERVICE)
    request_draft_days: Mapped[int]  # an unfinished request is kept for
    shortest_minutes: Mapped[int]  # a meeting is usually at least so long, and a shorter one is asked about
    longest_minutes: Mapped[int]
    ideal_fewest: Mapped[int]  # people of a group; other sizes are asked about
    ideal_most: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


class NumberSeries(Base):
    """The last number taken of a yearly series, such as quotes of 2027. Locked by whoever takes the next."""

    __tablename__ = "number_series"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
