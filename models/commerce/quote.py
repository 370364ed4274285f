"""Quotes: drafted, sent, and from then on immutable; a change is a new version of the same number."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.commerce.catalogue import ProductVersion
from models.commerce.request import QuoteRequest
from models.people.person import Person
from models.process.engagement import AssignmentKind
from models.process.organisation import Organisation
from models.process.participation import PayerKind


class QuoteState(enum.StrEnum):
    """Where this version of the quote stands."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class Quote(Base):
    """One version of a quote."""

    __tablename__ = "quotes"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    version_number: Mapped[int] = mapped_column(default=1)
    state: Mapped[QuoteState] = mapped_column(one_of(QuoteState, "state"), default=QuoteState.DRAFT)
    state_since: Mapped[datetime]
    request_id: Mapped[int | None] = mapped_column(ForeignKey("quote_requests.id"), index=True)
    account_manager_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    payer_kind: Mapped[PayerKind] = mapped_column(one_of(PayerKind, "payer_kind"))
    recipient_name: Mapped[str] = mapped_column(String(120))
    recipient_email: Mapped[str] = mapped_column(String(254))
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)  # known from sending on
    language: Mapped[str] = mapped_column(String(2))
    introduction: Mapped[str] = mapped_column(Text, default="")
    people: Mapped[int | None]  # how many are expected to take part
    valid_until: Mapped[date]  # the last day it can be accepted
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # the exact document, frozen at sending
    digest: Mapped[str | None] = mapped_column(String(64))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    decided_by_link: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text, default="")  # of declining
    change_asked_at: Mapped[datetime | None]
    change_wish: Mapped[str] = mapped_column(Text, default="")
    reminded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    request: Mapped[QuoteRequest | None] = relationship()
    account_manager: Mapped[Person] = relationship(foreign_keys=account_manager_id)
    organisation: Mapped[Organisation | None] = relationship()
    recipient: Mapped[Person | None] = relationship(foreign_keys=recipient_id)
    lines: Mapped[list[QuoteLine]] = relationship(back_populates="quote", order_by="QuoteLine.position", cascade="all, delete-orphan")
    supervisors: Mapped[list[QuoteSupervisor]] = relationship(
        back_populates="quote", order_by="QuoteSupervisor.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("number", "version_number"),
        Index("ix_quotes_state", "state", "state_since"),
        Index(
            "uq_quotes_open_version",
            "number",
            unique=True,
            sqlite_where=text("state IN ('sent', 'accepted')"),
            postgresql_where=text("state IN ('sent', 'accepted')"),
        ),
        CheckConstraint("(state = 'draft') = (sent_at IS NULL)", name="sent_has_time"),
        CheckConstraint("(sent_at IS NULL) = (content IS NULL) AND (sent_at IS NULL) = (digest IS NULL)", name="sent_is_frozen"),
    )


class QuoteLine(Base):
    """A product on a quote, with the numbers as they are offered: they may differ from the product's."""

    __tablename__ = "quote_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"), index=True)
    position: Mapped[int]
    product_version_id: Mapped[int] = mapped_column(ForeignKey("product_versions.id"))
    quantity: Mapped[int] = mapped_column(default=1)
    unit_price_cents: Mapped[int]  # net
    meetings: Mapped[int]
    minutes: Mapped[int]

    quote: Mapped[Quote] = relationship(back_populates="lines")
    product_version: Mapped[ProductVersion] = relationship()

    __table_args__ = (
        CheckConstraint("quantity > 0 AND unit_price_cents >= 0 AND meetings > 0 AND minutes > 0", name="numbers_make_sense"),
    )


class QuoteSupervisor(Base):
    """A supervisor offered; warnings that the account manager overrode keep the reason."""

    __tablename__ = "quote_supervisors"

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    kind: Mapped[AssignmentKind] = mapped_column(one_of(AssignmentKind, "kind"))
    override_reason: Mapped[str] = mapped_column(String(300), default="")

    quote: Mapped[Quote] = relationship(back_populates="supervisors")
    person: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("quote_id", "kind"), UniqueConstraint("quote_id", "person_id"))


class ApprovalAnswered(DomainError):
    """The employer has answered already."""

    code = "employer_approval.answered"


class EmployerApproval(Base):
    """An employer's yes or no to one person's application: form, dates and price, nothing else."""

    __tablename__ = "employer_approvals"

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("quotes.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), index=True)
    approver_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    asked_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]

    quote: Mapped[Quote | None] = relationship()
    approver: Mapped[Person] = relationship()

    __table_args__ = (
        CheckConstraint("(quote_id IS NULL) <> (application_id IS NULL)", name="about_one_thing"),
        CheckConstraint("approved_at IS NULL OR refused_at IS NULL", name="yes_or_no"),
    )

    @property
    def is_open(self) -> bool:
        """Whether the employer has not answered."""
        return self.approved_at is None and self.refused_at is None

    def answer(self, *, yes: bool, now: datetime) -> None:
        """Say yes or no, once. Raises ApprovalAnswered."""
        if not self.is_open:
            raise ApprovalAnswered
        if yes:
            self.approved_at = now
        else:
            self.refused_at = now
