"""What a quote is made of: lines and supervisors, and an employer's word about one person's."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.commerce.catalogue import ProductVersion
from models.people.person import Person
from models.process.engagement import AssignmentKind

if TYPE_CHECKING:
    from models.commerce.quote import Quote


class Employer(enum.StrEnum):
    """What the employer named in a request has said to this version of the quote."""

    NOT_ASKED = "not_asked"  # nobody was named
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


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

    @classmethod
    def of(cls, product: ProductVersion, *, position: int) -> QuoteLine:
        """One of the product, as it is sold."""
        return cls(
            position=position,
            product_version=product,
            quantity=1,
            unit_price_cents=product.price_cents,
            meetings=product.meetings,
            minutes=product.minutes,
        )

    @property
    def net_cents(self) -> int:
        """What the line costs without tax."""
        return self.quantity * self.unit_price_cents

    @property
    def vat_basis_points(self) -> int:
        """The rate of its product."""
        return self.product_version.vat_basis_points

    def copied(self) -> QuoteLine:
        """The same line for another version."""
        return QuoteLine(
            position=self.position,
            product_version=self.product_version,
            quantity=self.quantity,
            unit_price_cents=self.unit_price_cents,
            meetings=self.meetings,
            minutes=self.minutes,
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

    def copied(self) -> QuoteSupervisor:
        """The same supervisor for another version."""
        return QuoteSupervisor(person_id=self.person_id, person=self.person, kind=self.kind, override_reason=self.override_reason)


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

    @staticmethod
    def said(quote: Quote, newest: EmployerApproval | None) -> Employer:
        """What the newest answer about this version says; nothing is needed where the request names nobody and nobody was asked."""
        if newest is None:
            named = quote.request is not None and bool(quote.request.approver_email)
            return Employer.WAITING if named else Employer.NOT_ASKED
        if newest.is_open:
            return Employer.WAITING
        return Employer.REFUSED if newest.refused_at is not None else Employer.APPROVED
