"""Agreements: versions with their exact text, signed one by one; in force when all who are required have signed."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.base.forms import Form
from models.base.money import split
from models.commerce.agreement_parts import (
    Conflict,
    Factor,
    OptionExercise,
    Party,
    Payer,
    PlannedParticipant,
    PlannedSupervisor,
    Signatory,
    Signature,
)
from models.commerce.agreement_refusals import (
    AgreementIncomplete,
    AlreadyAnswered,
    AmendmentOpen,
    AmendmentUnexplained,
    InForceAlready,
    NotADraft,
    NotAwaiting,
    NotInForce,
    SigningTimeOver,
    TextChanged,
    VersionSuperseded,
)
from models.commerce.document import Document
from models.commerce.quote import Quote
from models.people.person import Person
from models.process.engagement import AssignmentKind, Engagement
from models.process.organisation import Organisation

__all__ = [
    "Agreement",
    "AgreementState",
    "AgreementVersion",
    "Conflict",
    "Factor",
    "Heading",
    "OptionExercise",
    "Party",
    "Payer",
    "PlannedParticipant",
    "PlannedSupervisor",
    "Signatory",
    "Signature",
    "VersionState",
]

FEWEST_PARTIES = 2


class AgreementState(enum.StrEnum):
    """Where the agreement stands."""

    DRAFT = "draft"
    AWAITING_SIGNATURES = "awaiting_signatures"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"  # before the start
    INTERRUPTED = "interrupted"  # on the way
    ENDED = "ended"


OVER = (AgreementState.CANCELLED, AgreementState.INTERRUPTED, AgreementState.ENDED)


class VersionState(enum.StrEnum):
    """Where one version of an agreement's text stands."""

    DRAFT = "draft"
    AWAITING_SIGNATURES = "awaiting_signatures"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"


class Heading(enum.StrEnum):
    """What every agreement says something about, in the order it is read; source: what supervisors' association asks of agreements."""

    DURATION = "duration"
    SCHEDULING = "scheduling"
    PLACE = "place"
    GOALS = "goals"
    EVALUATION = "evaluation"
    METHODS = "methods"
    PRICE = "price"
    CANCELLATION = "cancellation"
    UNUSED_MEETING = "unused_meeting"
    INTERRUPTION = "interruption"
    DISSATISFACTION = "dissatisfaction"
    CONFIDENTIALITY = "confidentiality"

    @property
    def slot(self) -> str:
        """Where the standard text of the clause is kept."""
        return f"clause.{self.value}"


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

    @property
    def is_over(self) -> bool:
        """Whether it was in force and is not any more."""
        return self.state in OVER

    @property
    def in_force(self) -> AgreementVersion | None:
        """What counts: the version in force, also after the agreement's end."""
        return next((version for version in self.versions if version.state is VersionState.IN_FORCE), None)

    @property
    def newest(self) -> AgreementVersion:
        """The version with the largest number."""
        return max(self.versions, key=lambda version: version.number)

    @property
    def pending(self) -> AgreementVersion | None:
        """The version that is being written or signed, at most one."""
        waiting = (VersionState.DRAFT, VersionState.AWAITING_SIGNATURES)
        return next((version for version in self.versions if version.state in waiting), None)

    def move(self, state: AgreementState, *, now: datetime) -> None:
        """Note since when it stands so."""
        if self.state is not state:
            self.state, self.state_since = state, now

    def finish(self, state: AgreementState, *, now: datetime) -> None:
        """End what is in force: cancelled before the start, interrupted on the way, or ended. What waits for signatures lapses.

        Raises NotInForce.
        """
        if self.state is not AgreementState.IN_FORCE:
            raise NotInForce
        if self.pending is not None and self.pending.state is VersionState.AWAITING_SIGNATURES:
            self.pending.state = VersionState.LAPSED
        self.ended_at = now
        self.move(state, now=now)

    def begin_version(self, reason: str, *, by: Person, now: datetime) -> AgreementVersion:
        """A further version to write: an amendment of what is in force, or a new attempt after a lapse. The old one stays as it is.

        Raises NotInForce, AmendmentOpen, AmendmentUnexplained.
        """
        if self.state not in {AgreementState.IN_FORCE, AgreementState.LAPSED}:
            raise NotInForce
        if self.pending is not None:
            raise AmendmentOpen
        if not reason:
            raise AmendmentUnexplained
        if self.state is AgreementState.LAPSED:
            self.move(AgreementState.DRAFT, now=now)
        copy = (self.in_force or self.newest).copied(self.newest.number + 1, by=by, now=now)
        copy.amendment_reason = reason
        self.versions.append(copy)
        return copy

    def drop(self, draft: AgreementVersion, *, now: datetime) -> None:
        """Let go of a version that is still being written; the caller deletes its row. Raises NotADraft."""
        draft.demand_draft()
        if self.state is AgreementState.DRAFT:
            self.move(AgreementState.LAPSED, now=now)


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
    starts: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))  # the times in the text, as ISO 8601, once it was sent
    meetings: Mapped[int]
    minutes: Mapped[int]
    interval_days: Mapped[int]
    place: Mapped[str] = mapped_column(String(160), default="")
    remote: Mapped[bool] = mapped_column(default=False)
    size_reason: Mapped[str] = mapped_column(String(300), default="")  # why a group is smaller or larger than groups are meant to be
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

    @property
    def seats(self) -> int:
        """How many places are paid for."""
        return sum(payer.seats for payer in self.payers)

    @property
    def document(self) -> Document | None:
        """The exact text, once it has been sent."""
        return Document.from_content(self.content) if self.content is not None else None

    @property
    def amends(self) -> bool:
        """Whether it changes what is in force, rather than being a new attempt after a lapse."""
        return self.number > 1 and self.agreement.in_force_at is not None

    @property
    def waiting_for(self) -> list[Signatory]:
        """Whose required signature is missing."""
        return [signatory for signatory in self.signatories if signatory.required and signatory.signature is None]

    def demand_draft(self) -> None:
        """Raise NotADraft when it has been sent."""
        if self.state is not VersionState.DRAFT:
            raise NotADraft

    def missing(self) -> list[str]:
        """Codes of what it still lacks: headings without a text as clause.<heading>, and aim, first_meeting, place, lead and so on."""
        lacking = {
            "aim": not self.commissioning_aim,
            "first_meeting": self.first_meeting_at is None,
            "place": not (self.place or self.remote),
            "payers": not self.payers,
            "people": not self.people,
            "billing": not all(payer.is_billable for payer in self.payers),
            "seats": any(sum(p.payer is payer for p in self.people) > payer.seats for payer in self.payers),
            "lead": all(supervisor.kind is not AssignmentKind.LEAD for supervisor in self.supervisors),
            "signatories": len({s.person_id for s in self.signatories if s.required}) < FEWEST_PARTIES,
        }
        return [heading.slot for heading in Heading if not self.clauses.get(heading)] + [code for code, lacks in lacking.items() if lacks]

    def share_out(self) -> None:
        """Divide the price among the payers by their seats, to the cent."""
        if self.payers:
            for payer, share in zip(self.payers, split(self.price_cents, [payer.seats for payer in self.payers]), strict=True):
                payer.share_cents = share

    def send(self, document: Document, *, lapses_at: datetime, now: datetime) -> None:
        """Freeze the text and wait for signatures. Raises NotADraft, AgreementIncomplete."""
        self.demand_draft()
        if self.missing():
            raise AgreementIncomplete
        self.content, self.digest = document.content, document.digest
        self.state, self.sent_at, self.lapses_at = VersionState.AWAITING_SIGNATURES, now, lapses_at
        if self.agreement.state is AgreementState.DRAFT:
            self.agreement.move(AgreementState.AWAITING_SIGNATURES, now=now)

    def sign(self, signatory: Signatory, *, digest: str, factor: Factor, language: str, now: datetime) -> Signature:
        """Sign the text of that digest. The last required signature brings it into force at the same instant.

        Raises what ``demand_signable`` raises, and TextChanged when another text was shown than the one that is signed.
        """
        self.demand_signable(signatory, now=now)
        if digest != self.digest:
            raise TextChanged
        signature = Signature(signed_at=now, factor=factor, digest=digest, language=language)
        signatory.signature = signature
        if self.state is VersionState.AWAITING_SIGNATURES and not self.waiting_for:
            self._come_into_force(now)
        return signature

    def decline(self, signatory: Signatory, *, reason: str, now: datetime) -> None:
        """Refuse to sign. Without a required signature the version cannot come into force: it lapses. Raises as ``demand_signable``."""
        self.demand_signable(signatory, now=now)
        signatory.declined_at, signatory.decline_reason = now, reason
        if signatory.required:
            self.lapse(now=now)

    def lapse(self, *, now: datetime) -> None:
        """Give up waiting: time has run out, somebody declined, or it was taken back. Raises NotAwaiting."""
        if self.state is not VersionState.AWAITING_SIGNATURES:
            raise NotAwaiting
        self.state = VersionState.LAPSED
        if self.agreement.state is AgreementState.AWAITING_SIGNATURES:
            self.agreement.move(AgreementState.LAPSED, now=now)

    def demand_signable(self, signatory: Signatory, *, now: datetime) -> None:
        """Raise AlreadyAnswered, VersionSuperseded, SigningTimeOver, InForceAlready or NotAwaiting when it cannot be signed any more."""
        if signatory.signature is not None or signatory.declined_at is not None:
            raise AlreadyAnswered
        if self.state is VersionState.SUPERSEDED:
            raise VersionSuperseded
        if self.state is VersionState.LAPSED or (self.state is VersionState.AWAITING_SIGNATURES and self._is_late(now)):
            raise SigningTimeOver
        if self.state is VersionState.IN_FORCE and (signatory.required or self.agreement.is_over):
            raise InForceAlready
        if self.state is VersionState.DRAFT or self.agreement.is_over:
            raise NotAwaiting

    def _is_late(self, now: datetime) -> bool:
        return self.lapses_at is not None and now >= self.lapses_at

    def _come_into_force(self, now: datetime) -> None:
        former = self.agreement.in_force
        if former is not None:
            former.state = VersionState.SUPERSEDED
        self.state, self.in_force_at = VersionState.IN_FORCE, now
        self.agreement.in_force_at = self.agreement.in_force_at or now
        self.agreement.move(AgreementState.IN_FORCE, now=now)

    def copied(self, number: int, *, by: Person, now: datetime) -> AgreementVersion:
        """A draft that says the same; whoever signed is asked anew."""
        draft = AgreementVersion(
            number=number, created_at=now, created_by_id=by.id, state=VersionState.DRAFT, **{name: getattr(self, name) for name in COPIED}
        )
        payers = {payer.id: _copy(payer, PAYER) for payer in self.payers}
        draft.payers = list(payers.values())
        for planned in self.people:
            draft.people.append(_copy(planned, PERSON, payer=payers[planned.payer_id]))
        draft.supervisors = [_copy(planned, SUPERVISOR) for planned in self.supervisors]
        draft.signatories = [_copy(signatory, SIGNATORY) for signatory in self.signatories]
        return draft


COPIED = (
    "language",
    "form",
    "name",
    "commissioning_aim",
    "clauses",
    "first_meeting_at",
    "meetings",
    "minutes",
    "interval_days",
    "place",
    "remote",
    "size_reason",
    "price_cents",
    "vat_basis_points",
    "terms",
)
PAYER = (
    "kind",
    "organisation",
    "person",
    "seats",
    "share_cents",
    "einvoice_address",
    "einvoice_operator",
    "fallback_reason",
    "email",
    "address",
    "purchase_order",
)
PERSON = ("organisation", "name", "email", "email_key", "language", "standing")
SUPERVISOR = ("person", "kind", "conflict", "override_reason")
SIGNATORY = ("person", "party", "organisation", "required")


def _copy(row: Any, names: tuple[str, ...], **others: object) -> Any:  # noqa: ANN401  a row of any part
    return type(row)(**{name: getattr(row, name) for name in names}, **others)
