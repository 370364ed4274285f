"""The client's summary: about nobody, written by a supervisor, approved word for word by every participant, then delivered."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.confidential.kept import Kept, sealed_text
from models.people.person import Person


class SummaryState(enum.StrEnum):
    """How far a summary has come."""

    DRAFT = "draft"
    AWAITING = "awaiting_approvals"
    APPROVED = "approved"
    DELIVERED = "delivered"


class NotDraft(DomainError):
    """Only a draft is written and sent: what waits for approvals is taken back first, and what was delivered stays."""

    code = "summary.not_draft"


class NotAsked(DomainError):
    """The text is being written, or has been delivered: nobody is asked about it now."""

    code = "summary.not_asked"


class NotApproved(DomainError):
    """Not every participant of today has approved the exact text."""

    code = "summary.not_approved"


class ClientSummary(Kept):
    """A summary on its way to the client, or there."""

    __tablename__ = "client_summaries"

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(2))  # the client's
    state: Mapped[SummaryState] = mapped_column(one_of(SummaryState, "state"), default=SummaryState.DRAFT)
    draft_id: Mapped[int | None] = sealed_text()
    created_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    returned_at: Mapped[datetime | None]  # when somebody did not approve: never who
    delivered_at: Mapped[datetime | None]
    delivered_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    version: Mapped[int] = mapped_column(default=1)

    created_by: Mapped[Person] = relationship(foreign_keys=created_by_id)
    versions: Mapped[list[SummaryVersion]] = relationship(back_populates="summary", order_by="SummaryVersion.number")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (CheckConstraint("(state = 'delivered') = (delivered_at IS NOT NULL)", name="delivered_has_time"),)

    @property
    def is_asked(self) -> bool:
        """Whether the participants are asked about the newest text now."""
        return self.state in {SummaryState.AWAITING, SummaryState.APPROVED}

    def demand_draft(self) -> None:
        """Raise NotDraft unless the summary is being written."""
        if self.state is not SummaryState.DRAFT:
            raise NotDraft

    def send(self) -> None:
        """Ask the participants. Raises NotDraft."""
        self.demand_draft()
        self.state, self.returned_at = SummaryState.AWAITING, None

    def take_back(self) -> None:
        """The supervisor goes on writing; the approvals lapse with the text. Raises NotAsked."""
        self.demand_asked()
        self.state = SummaryState.DRAFT

    def hear(self, *, approves: bool, by_all: bool, now: datetime) -> None:
        """Somebody has answered: one no makes it a draft again, and says no name. Raises NotAsked."""
        self.demand_asked()
        if not approves:
            self.state, self.returned_at = SummaryState.DRAFT, now
        else:
            self.state = SummaryState.APPROVED if by_all else SummaryState.AWAITING

    def deliver(self, by: Person, *, approved_by_all: bool, now: datetime) -> None:
        """Give it to the client, once and for all. Raises NotAsked, NotApproved."""
        self.demand_asked()
        if not approved_by_all:
            raise NotApproved
        self.state, self.delivered_at, self.delivered_by_id = SummaryState.DELIVERED, now, by.id

    def demand_asked(self) -> None:
        """Raise NotAsked unless the participants are asked about it now."""
        if not self.is_asked:
            raise NotAsked


class SummaryVersion(Base):
    """One exact text with its facts: what approvals are about, and what is delivered."""

    __tablename__ = "summary_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(ForeignKey("client_summaries.id"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime]
    text_id: Mapped[int | None] = sealed_text()
    digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # keyed, as a passage's

    summary: Mapped[ClientSummary] = relationship(back_populates="versions")
    author: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("summary_id", "number"),)


class SummaryAnswer(Base):
    """One participant's word about one exact text."""

    __tablename__ = "summary_answers"

    version_id: Mapped[int] = mapped_column(ForeignKey("summary_versions.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True, index=True)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    approves: Mapped[bool]
    answered_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("given_by_id = person_id", name="given_by_the_person"),)
