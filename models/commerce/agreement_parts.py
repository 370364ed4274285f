"""The parts of one version of an agreement: payers, planned people and supervisors, signatories and signatures, the option's use."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.commerce.billing import einvoice_pair
from models.people.person import Person
from models.process.engagement import AssignmentKind
from models.process.organisation import Organisation
from models.process.participation import PayerKind, Standing

if TYPE_CHECKING:
    from models.commerce.agreement import AgreementVersion


class Party(enum.StrEnum):
    """In whose name somebody signs."""

    CLIENT = "client"
    PROVIDER = "provider"
    SUPERVISOR = "supervisor"
    PARTICIPANT = "participant"
    MANAGER = "manager"  # of the team
    SENIOR_MANAGER = "senior_manager"  # the manager's manager


class Factor(enum.StrEnum):
    """How the signer was known."""

    SIGNED_IN = "signed_in"
    LINK = "link"


class Conflict(enum.StrEnum):
    """What a supervisor declares about earlier contacts, in coded words; the client is told before the agreement."""

    NONE = "none"
    SAME_UNIT = "same_unit"
    FORMER_COLLEAGUE = "former_colleague"
    OTHER_ROLE = "other_role"


class FallbackUnexplained(DomainError):
    """An organisation without an e-invoice address, and no reason why."""

    code = "payer.fallback_unexplained"
    field = "fallback_reason"


class InvoiceNowhere(DomainError):
    """Neither an e-invoice address nor an e-mail address for the invoice."""

    code = "payer.nowhere"
    field = "email"


class ConflictUnexplained(DomainError):
    """A conflict of interest, or a qualification that is not in force, and no reason why the person supervises all the same."""

    code = "planned_supervisor.unexplained"
    field = "override_reason"


class PayerInUse(DomainError):
    """People's seats are paid by them."""

    code = "payer.in_use"


class Payer(Base):
    """Who pays what part of an agreement, and where the invoice goes. Shares add up to the price to the cent."""

    __tablename__ = "payers"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_version_id: Mapped[int] = mapped_column(ForeignKey("agreement_versions.id"), index=True)
    kind: Mapped[PayerKind] = mapped_column(one_of(PayerKind, "kind"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    seats: Mapped[int]
    share_cents: Mapped[int]
    einvoice_address: Mapped[str] = mapped_column(String(60), default="")
    einvoice_operator: Mapped[str] = mapped_column(String(40), default="")
    fallback_reason: Mapped[str] = mapped_column(String(300), default="")  # why no e-invoice, for an organisation
    email: Mapped[str] = mapped_column(String(254), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    purchase_order: Mapped[str] = mapped_column(String(60), default="")

    agreement_version: Mapped[AgreementVersion] = relationship(back_populates="payers")
    organisation: Mapped[Organisation | None] = relationship()
    person: Mapped[Person | None] = relationship()

    __table_args__ = (
        CheckConstraint(
            "(kind = 'organisation') = (organisation_id IS NOT NULL) AND (kind = 'self') = (person_id IS NOT NULL)", name="one_payer"
        ),
        CheckConstraint("seats > 0 AND share_cents >= 0", name="numbers_make_sense"),
    )

    @property
    def name(self) -> str:
        """The organisation's or the person's."""
        payer = self.organisation or self.person
        assert payer is not None, "one payer"  # noqa: S101
        return payer.name

    @property
    def takes_einvoices(self) -> bool:
        """Whether the invoice goes as an e-invoice."""
        return bool(self.einvoice_address)

    @property
    def is_billable(self) -> bool:
        """Whether it is known where the invoice goes, and why it is no e-invoice where an organisation pays."""
        return self.takes_einvoices or bool(self.email and (self.fallback_reason or self.kind is PayerKind.SELF))

    def bill_to(self, *, einvoice: tuple[str, str], email: str, fallback_reason: str) -> None:
        """Say where invoices go. ``einvoice`` is the address and its operator, both or neither.

        Raises what ``einvoice_pair`` raises, InvoiceNowhere, FallbackUnexplained.
        """
        address, operator = einvoice_pair(*einvoice)
        if not address and not email:
            raise InvoiceNowhere
        if self.kind is PayerKind.ORGANISATION and not address and not fallback_reason:
            raise FallbackUnexplained
        self.einvoice_address, self.einvoice_operator, self.email = address, operator, email
        self.fallback_reason = "" if address or self.kind is PayerKind.SELF else fallback_reason

    def is_same_as(self, other: Payer) -> bool:
        """Whether it is the same payer, perhaps in another version."""
        return (self.organisation_id, self.person_id) == (other.organisation_id, other.person_id)

    def demand_unused(self) -> None:
        """Raise PayerInUse when somebody's seat is paid by them."""
        if any(planned.payer is self for planned in self.agreement_version.people):
            raise PayerInUse(name=self.name)


class PlannedParticipant(Base):
    """Somebody who will take part. Names are in no signed text: a payer sees only its own people."""

    __tablename__ = "planned_participants"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_version_id: Mapped[int] = mapped_column(ForeignKey("agreement_versions.id"), index=True)
    payer_id: Mapped[int] = mapped_column(ForeignKey("payers.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2), default="fi")
    standing: Mapped[Standing] = mapped_column(one_of(Standing, "standing"), default=Standing.EMPLOYEE)

    agreement_version: Mapped[AgreementVersion] = relationship(back_populates="people")
    payer: Mapped[Payer] = relationship()
    organisation: Mapped[Organisation | None] = relationship()

    __table_args__ = (UniqueConstraint("agreement_version_id", "email_key"),)


class PlannedSupervisor(Base):
    """Who will supervise."""

    __tablename__ = "planned_supervisors"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_version_id: Mapped[int] = mapped_column(ForeignKey("agreement_versions.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    kind: Mapped[AssignmentKind] = mapped_column(one_of(AssignmentKind, "kind"))
    conflict: Mapped[Conflict] = mapped_column(one_of(Conflict, "conflict"), default=Conflict.NONE)
    override_reason: Mapped[str] = mapped_column(String(300), default="")

    agreement_version: Mapped[AgreementVersion] = relationship(back_populates="supervisors")
    person: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("agreement_version_id", "kind"), UniqueConstraint("agreement_version_id", "person_id"))


class Signatory(Base):
    """Who is asked to sign a version, in whose name, and whether it is needed for the agreement to come into force."""

    __tablename__ = "signatories"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_version_id: Mapped[int] = mapped_column(ForeignKey("agreement_versions.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    party: Mapped[Party] = mapped_column(one_of(Party, "party"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    required: Mapped[bool] = mapped_column(default=True)
    declined_at: Mapped[datetime | None]
    decline_reason: Mapped[str] = mapped_column(String(300), default="")

    agreement_version: Mapped[AgreementVersion] = relationship(back_populates="signatories")
    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    signature: Mapped[Signature | None] = relationship(back_populates="signatory")

    __table_args__ = (UniqueConstraint("agreement_version_id", "person_id", "party"),)


class Signature(Base):
    """One click that binds: who, when, known how, and the hash of the exact text in the language it was read in. Append-only."""

    __tablename__ = "signatures"

    id: Mapped[int] = mapped_column(primary_key=True)
    signatory_id: Mapped[int] = mapped_column(ForeignKey("signatories.id"), unique=True)
    signed_at: Mapped[datetime]
    factor: Mapped[Factor] = mapped_column(one_of(Factor, "factor"))
    digest: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2))

    signatory: Mapped[Signatory] = relationship(back_populates="signature")


class OptionExercise(Base):
    """Additional meetings ordered by a payer within the option's terms."""

    __tablename__ = "option_exercises"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_version_id: Mapped[int] = mapped_column(ForeignKey("agreement_versions.id"), index=True)
    payer_id: Mapped[int] = mapped_column(ForeignKey("payers.id"))
    meetings: Mapped[int]
    unit_price_cents: Mapped[int]  # net, as agreed
    ordered_at: Mapped[datetime]
    ordered_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))

    agreement_version: Mapped[AgreementVersion] = relationship()
    payer: Mapped[Payer] = relationship()

    __table_args__ = (CheckConstraint("meetings > 0 AND unit_price_cents >= 0", name="numbers_make_sense"),)
