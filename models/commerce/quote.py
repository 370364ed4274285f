"""Quotes: drafted, sent, and from then on immutable; a change is a new version of the same number."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.base.forms import Form
from models.base.local_time import to_local
from models.commerce.document import Document
from models.commerce.pricing import Totals
from models.commerce.quote_parts import ApprovalAnswered, Employer, EmployerApproval, QuoteLine, QuoteSupervisor
from models.commerce.quote_refusals import (
    ApprovalRefused,
    ApprovalWaiting,
    DraftWaiting,
    LeadOffered,
    LinesMissing,
    PartTaken,
    PeopleReasonMissing,
    QuoteAccepted,
    QuoteDeclined,
    QuoteExpired,
    QuoteIsDraft,
    QuoteSent,
    QuoteSuperseded,
    StillValid,
    SupervisorOfferedAlready,
    SupervisorUnverified,
    ValidityPast,
)
from models.commerce.request import QuoteRequest
from models.people.person import Person
from models.process.engagement import AssignmentKind
from models.process.organisation import Organisation
from models.process.participation import PayerKind

__all__ = ["ApprovalAnswered", "Employer", "EmployerApproval", "Quote", "QuoteLine", "QuoteState", "QuoteSupervisor"]


class QuoteState(enum.StrEnum):
    """Where this version of the quote stands."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


# What is said when a verb meets a quote in that state.
STANDS: dict[QuoteState, type[DomainError]] = {
    QuoteState.DRAFT: QuoteIsDraft,
    QuoteState.SENT: QuoteSent,
    QuoteState.ACCEPTED: QuoteAccepted,
    QuoteState.DECLINED: QuoteDeclined,
    QuoteState.EXPIRED: QuoteExpired,
    QuoteState.SUPERSEDED: QuoteSuperseded,
}
RENEWABLE = {QuoteState.SENT, QuoteState.DECLINED, QuoteState.EXPIRED}


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
    people_reason: Mapped[str] = mapped_column(String(300), default="")  # why a group is smaller or larger than its ideal
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

    @property
    def label(self) -> str:
        """The number as people use it, such as 2027-014, and 2027-014/2 for its second version."""
        return self.number if self.version_number == 1 else f"{self.number}/{self.version_number}"

    @property
    def totals(self) -> Totals:
        """Net, tax and both together."""
        return Totals.of(self.lines)

    @property
    def document(self) -> Document | None:
        """The exact text that was sent; nothing yet while it is a draft."""
        return Document.from_content(self.content) if self.content is not None else None

    @property
    def is_neutral(self) -> bool:
        """Whether its words are to be the neutral ones: what sort of supervision it is stays between those concerned."""
        return any(line.product_version.product.form is Form.CRISIS for line in self.lines)

    @property
    def ideal(self) -> tuple[int, int] | None:
        """Fewest and most people that a product on it is meant for, when the number expected is another."""
        for line in self.lines:
            product = line.product_version
            if self.people and product.fewest and product.most and not product.fewest <= self.people <= product.most:
                return product.fewest, product.most
        return None

    def has_lapsed(self, *, now: datetime) -> bool:
        """Whether its last day is over by the clocks of Helsinki."""
        return to_local(now).date() > self.valid_until

    def demand_draft(self) -> None:
        """Raise what its state says unless it may still be written."""
        if self.state is not QuoteState.DRAFT:
            raise STANDS[self.state]

    def demand_open(self, *, now: datetime) -> None:
        """Raise what its state says unless it may be answered; after its last day QuoteExpired, whether or not that was noted yet."""
        if self.state is not QuoteState.SENT:
            raise STANDS[self.state]
        if self.has_lapsed(now=now):
            raise QuoteExpired

    def offer(self, person: Person, kind: AssignmentKind, *, qualified: bool, override_reason: str = "") -> QuoteSupervisor:
        """Offer a supervisor. Raises SupervisorOfferedAlready, PartTaken, and SupervisorUnverified where a reason is missing."""
        self.demand_draft()
        if any(offered.person_id == person.id for offered in self.supervisors):
            raise SupervisorOfferedAlready(name=person.name)
        if any(offered.kind is kind for offered in self.supervisors):
            raise PartTaken
        if not qualified and not override_reason:
            raise SupervisorUnverified(name=person.name)
        offered = QuoteSupervisor(person_id=person.id, person=person, kind=kind, override_reason=override_reason)
        self.supervisors.append(offered)
        return offered

    def demand_ready(self, *, qualified: Collection[int], now: datetime) -> None:
        """Raise what stands in the way of sending. ``qualified`` are ids of people whose qualification is in force today.

        LinesMissing, LeadOffered, ValidityPast, PeopleReasonMissing, SupervisorUnverified, or what its state says.
        """
        self.demand_draft()
        if not self.lines:
            raise LinesMissing
        if not any(offered.kind is AssignmentKind.LEAD for offered in self.supervisors):
            raise LeadOffered
        if self.has_lapsed(now=now):
            raise ValidityPast
        if self.ideal and not self.people_reason:
            raise PeopleReasonMissing(fewest=self.ideal[0], most=self.ideal[1])
        for offered in self.supervisors:
            if offered.person_id not in qualified and not offered.override_reason:
                raise SupervisorUnverified(name=offered.person.name)

    def send(self, document: Document, *, to: Person, others: Iterable[Quote], now: datetime) -> None:
        """Freeze the text and offer it. ``others`` are the other versions: the one open till now is superseded.

        Raises what its state says, and QuoteAccepted when an earlier version has been accepted meanwhile.
        """
        self.demand_draft()
        others = list(others)
        if any(other.state is QuoteState.ACCEPTED for other in others):
            raise QuoteAccepted
        for other in others:
            if other.state is QuoteState.SENT:
                other.move(QuoteState.SUPERSEDED, now=now)
        self.content, self.digest = document.content, document.digest
        self.recipient, self.sent_at = to, now
        self.move(QuoteState.SENT, now=now)

    def accept(self, *, by: Person, by_link: bool, employer: Employer, now: datetime) -> None:
        """Say yes. Raises what its state says, QuoteExpired, ApprovalWaiting, ApprovalRefused."""
        self.demand_open(now=now)
        if employer is Employer.WAITING:
            raise ApprovalWaiting
        if employer is Employer.REFUSED:
            raise ApprovalRefused
        self._decide(QuoteState.ACCEPTED, by, by_link, now)

    def decline(self, reason: str, *, by: Person, by_link: bool, now: datetime) -> None:
        """Say no, and why. Raises what its state says, QuoteExpired."""
        self.demand_open(now=now)
        self.reason = reason
        self._decide(QuoteState.DECLINED, by, by_link, now)

    def ask_change(self, wish: str, *, now: datetime) -> None:
        """Ask for another version; this one stays open meanwhile. Raises what its state says, QuoteExpired."""
        self.demand_open(now=now)
        self.change_wish, self.change_asked_at = wish, now

    def expire(self, *, now: datetime) -> None:
        """Note that its last day is over. Raises what its state says, StillValid."""
        if self.state is not QuoteState.SENT:
            raise STANDS[self.state]
        if not self.has_lapsed(now=now):
            raise StillValid
        self.move(QuoteState.EXPIRED, now=now)

    def renewed(self, *, others: Iterable[Quote], by: Person, valid_until: date, now: datetime) -> Quote:
        """A draft of the next version that says the same. ``others`` are the other versions.

        Raises what its state says, QuoteSuperseded for an old version and DraftWaiting when the next one is being written.
        """
        others = list(others)
        if self.state not in RENEWABLE:
            raise STANDS[self.state]
        if any(other.state is QuoteState.DRAFT for other in others):
            raise DraftWaiting
        if any(other.version_number > self.version_number for other in others):
            raise QuoteSuperseded
        same = {name: getattr(self, name) for name in CARRIED_OVER}
        return Quote(
            **same,
            version_number=self.version_number + 1,
            state=QuoteState.DRAFT,
            state_since=now,
            account_manager=by,
            valid_until=valid_until,
            created_at=now,
            lines=[line.copied() for line in self.lines],
            supervisors=[offered.copied() for offered in self.supervisors],
        )

    def move(self, state: QuoteState, *, now: datetime) -> None:
        """Note the state and since when."""
        self.state, self.state_since = state, now

    def _decide(self, state: QuoteState, by: Person, by_link: bool, now: datetime) -> None:  # noqa: FBT001
        self.decided_at, self.decided_by_id, self.decided_by_link = now, by.id, by_link
        self.move(state, now=now)


CARRIED_OVER = (
    "number",
    "request_id",
    "organisation_id",
    "payer_kind",
    "recipient_name",
    "recipient_email",
    "language",
    "introduction",
    "people",
    "people_reason",
)
