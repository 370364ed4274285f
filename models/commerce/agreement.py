"""Agreements: versions with their exact text, payers and people, signatories and signatures; in force when all required have signed."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.base.forms import Form
from models.commerce.quote import Quote
from models.people.person import Person
from models.process.engagement import AssignmentKind, Engagement
from models.process.organisation import Organisation
from models.process.participation import PayerKind, Standing


class AgreementState(enum.StrEnum):
    """Where the agreement stands."""

    DRAFT = "draft"
    AWAITING_SIGNATURES = "awaiting_signatures"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"  # before the start
    INTERRUPTED = "interrupted"  # on the way
    ENDED = "ended"


class VersionState(enum.StrEnum):
    """Where one version of an agreement's text stands."""

    DRAFT = "draft"
    AWAITING_SIGNATURES = "awaiting_signatures"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"


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


class Agreement(Base):
    """An agreement; what it says is in its versions."""

    __tablename__ = "agreements"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[AgreementState] = mapped_column(one_of(AgreementState, "state"), default=AgreementState.DRAFT)
    state_since: Mapped[datetime]
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("quotes.id"), unique=True)
    account_manager_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)  # who ordered
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagements.id"), index=True)
    created_at: Mapped[datetime]
    in_force_at: Mapped[datetime | None]  # the last required signature of the first version: the fee clock
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    quote: Mapped[Quote | None] = relationship()
    account_manager: Mapped[Person] = relationship(foreign_keys=account_manager_id)
    organisation: Mapped[Organisation | None] = relationship()
    engagement: Mapped[Engagement | None] = relationship()
    versions: Mapped[list[AgreementVersion]] = relationship(back_populates="agreement", order_by="AgreementVersion.number")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        Index("ix_agreements_state", "state", "state_since"),
        CheckConstraint("state IN ('draft', 'awaiting_signatures', 'lapsed') OR in_force_at IS NOT NULL", name="in_force_has_time"),
    )


class AgreementVersion(Base):
    """What was agreed. ``terms`` is the snapshot that fees are computed from, ``content`` the exact text that is signed."""

    __tablename__ = "agreement_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    number: Mapped[int]
    state: Mapped[VersionState] = mapped_column(one_of(VersionState, "state"), default=VersionState.DRAFT)
    language: Mapped[str] = mapped_column(String(2))
    amendment_reason: Mapped[str] = mapped_column(String(300), default="")
    form: Mapped[Form] = mapped_column(one_of(Form, "form"))
    name: Mapped[str] = mapped_column(String(160))  # of the engagement
    commissioning_aim: Mapped[str] = mapped_column(Text, default="")
    clauses: Mapped[dict[str, str]] = mapped_column(JSON)  # heading code -> text
    first_meeting_at: Mapped[datetime | None]
    meetings: Mapped[int]
    minutes: Mapped[int]
    interval_days: Mapped[int]
    place: Mapped[str] = mapped_column(String(160), default="")
    remote: Mapped[bool] = mapped_column(default=False)
    price_cents: Mapped[int]  # net, the whole
    vat_basis_points: Mapped[int]
    # Snapshot at signature: policy (code, version, name, tiers, no_show_percent), option, notice, interruption, withdrawal days.
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    digest: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    sent_at: Mapped[datetime | None]
    lapses_at: Mapped[datetime | None]
    in_force_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    agreement: Mapped[Agreement] = relationship(back_populates="versions")
    payers: Mapped[list[Payer]] = relationship(back_populates="agreement_version", order_by="Payer.id", cascade="all, delete-orphan")
    people: Mapped[list[PlannedParticipant]] = relationship(
        back_populates="agreement_version", order_by="PlannedParticipant.id", cascade="all, delete-orphan"
    )
    supervisors: Mapped[list[PlannedSupervisor]] = relationship(
        back_populates="agreement_version", order_by="PlannedSupervisor.id", cascade="all, delete-orphan"
    )
    signatories: Mapped[list[Signatory]] = relationship(
        back_populates="agreement_version", order_by="Signatory.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("agreement_id", "number"),
        Index(
            "uq_agreement_versions_in_force",
            "agreement_id",
            unique=True,
            sqlite_where=text("state = 'in_force'"),
            postgresql_where=text("state = 'in_force'"),
        ),
        CheckConstraint("(state = 'draft') = (content IS NULL) AND (content IS NULL) = (digest IS NULL)", name="sent_is_frozen"),
        CheckConstraint("number = 1 OR amendment_reason <> ''", name="amendment_says_why"),
        CheckConstraint("price_cents >= 0 AND meetings > 0 AND minutes > 0", name="numbers_make_sense"),
    )


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

    payer: Mapped[Payer] = relationship()

    __table_args__ = (CheckConstraint("meetings > 0 AND unit_price_cents >= 0", name="numbers_make_sense"),)
