"""Requests for a quote: what an anonymous visitor fills in step by step, and what arrives."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.base.forms import Form
from models.commerce.catalogue import AccountManager, GoalTheme, Sector
from models.people.person import Person
from models.process.organisation import Organisation
from models.process.participation import PayerKind


class RequestState(enum.StrEnum):
    """Where a request stands."""

    NEW = "new"
    TRIAGED = "triaged"
    QUOTED = "quoted"
    WON = "won"
    LOST = "lost"
    DECLINED = "declined"
    SPAM = "spam"


class Routing(enum.StrEnum):
    """How a request found its account manager."""

    SECTOR = "sector"
    FALLBACK = "fallback"
    HAND = "hand"


class WishedMode(enum.StrEnum):
    """Where meetings are hoped to be."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    EITHER = "either"


class Background(enum.StrEnum):
    """What a crisis comes from, in the only words that are asked for."""

    CLIENT_WORK = "client_work"
    WORKING_CONDITIONS = "working_conditions"
    ACCIDENT = "accident"
    DISAGREEMENT = "disagreement"
    ILLNESS = "illness"
    DEATH = "death"
    OTHER = "other"


class CrisisTarget(enum.StrEnum):
    """Whom crisis supervision is for."""

    PERSON = "person"
    TEAM = "team"
    COMMUNITY = "community"


class RequestDraft(Base):
    """A request that is being filled in; erased when it is sent or when its days are over."""

    __tablename__ = "request_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class QuoteRequest(Base):
    """Somebody asks for a quote. A crisis request carries a coded background and no free text at all."""

    __tablename__ = "quote_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[RequestState] = mapped_column(one_of(RequestState, "state"), default=RequestState.NEW)
    state_since: Mapped[datetime]
    received_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(String(2))
    form: Mapped[Form | None] = mapped_column(one_of(Form, "form"))  # None: "help me choose"
    people: Mapped[int | None]
    sector_id: Mapped[int | None] = mapped_column(ForeignKey("sectors.id"))
    sector_other: Mapped[str] = mapped_column(String(120), default="")
    starts_from: Mapped[date | None]
    mode: Mapped[WishedMode | None] = mapped_column(one_of(WishedMode, "mode"))
    place: Mapped[str] = mapped_column(String(160), default="")
    meeting_language: Mapped[str] = mapped_column(String(2), default="")
    wishes: Mapped[str] = mapped_column(Text, default="")  # about the supervisor and the times
    message: Mapped[str] = mapped_column(Text, default="")
    contact_name: Mapped[str] = mapped_column(String(120))
    contact_email: Mapped[str] = mapped_column(String(254))
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    payer_kind: Mapped[PayerKind] = mapped_column(one_of(PayerKind, "payer_kind"))
    organisation_name: Mapped[str] = mapped_column(String(160), default="")
    business_id: Mapped[str] = mapped_column(String(20), default="")  # or a foreign VAT number
    einvoice_address: Mapped[str] = mapped_column(String(60), default="")
    einvoice_operator: Mapped[str] = mapped_column(String(40), default="")
    purchase_order: Mapped[str] = mapped_column(String(60), default="")
    billing_address: Mapped[str] = mapped_column(Text, default="")
    # N28: for one person whose employer must agree first.
    approver_email: Mapped[str] = mapped_column(String(254), default="")
    account_manager_id: Mapped[int | None] = mapped_column(ForeignKey("account_managers.id"), index=True)
    routing: Mapped[Routing | None] = mapped_column(one_of(Routing, "routing"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    closing_reason: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)

    sector: Mapped[Sector | None] = relationship()
    account_manager: Mapped[AccountManager | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    themes: Mapped[list[GoalTheme]] = relationship(secondary="quote_request_themes", order_by=GoalTheme.position)
    wished_supervisors: Mapped[list[Person]] = relationship(secondary="quote_request_supervisors")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        Index("ix_quote_requests_state", "state", "state_since"),
        CheckConstraint("form IS NULL OR form <> 'crisis' OR (message = '' AND wishes = '')", name="crisis_without_free_text"),
        CheckConstraint("(account_manager_id IS NULL) = (routing IS NULL)", name="routed_somehow"),
    )

    @property
    def is_urgent(self) -> bool:
        """Whether it is a crisis."""
        return self.form is Form.CRISIS


class QuoteRequestTheme(Base):
    """A ticked theme of a request."""

    __tablename__ = "quote_request_themes"

    request_id: Mapped[int] = mapped_column(ForeignKey("quote_requests.id"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("goal_themes.id"), primary_key=True)


class QuoteRequestSupervisor(Base):
    """A supervisor that the requester hopes for."""

    __tablename__ = "quote_request_supervisors"

    request_id: Mapped[int] = mapped_column(ForeignKey("quote_requests.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
