"""What happens to a presentation, one row each: a revision saved, a publication begun, an approval asked for."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.people.person import Person
from models.people.supervisor_content import Content

if TYPE_CHECKING:
    from models.people.supervisor import Supervisor


class AlreadyAnswered(DomainError):
    """The request for approval has been answered, or the supervisor took it back."""

    code = "approval.already_answered"


class Answer(enum.StrEnum):
    """How a request for approval ended."""

    PUBLISHED = "published"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"


class Revision(Base):
    """One saved state of the whole presentation: who saved it, when, and which part they changed."""

    __tablename__ = "supervisor_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("supervisors.id"))
    number: Mapped[int]
    raw: Mapped[dict[str, Any]] = mapped_column("content", JSON)
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime]
    part: Mapped[str] = mapped_column(String(20), default="")  # empty: the whole
    restores: Mapped[int | None]  # number of the revision whose content this brings back
    superseded_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship()
    supervisor: Mapped[Supervisor] = relationship(foreign_keys=supervisor_id, back_populates="drafts")

    __table_args__ = (UniqueConstraint("supervisor_id", "number"),)

    @property
    def content(self) -> Content:
        """What it says."""
        return Content.from_storage(self.raw)


class Publication(Base):
    """A revision shown to readers, from when until when."""

    __tablename__ = "supervisor_publications"

    id: Mapped[int] = mapped_column(primary_key=True)
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("supervisors.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("supervisor_revisions.id"), index=True)
    published_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    published_at: Mapped[datetime]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    ended_at: Mapped[datetime | None]

    supervisor: Mapped[Supervisor] = relationship(foreign_keys=supervisor_id, back_populates="publications")
    revision: Mapped[Revision] = relationship(foreign_keys=revision_id)
    published_by: Mapped[Person] = relationship(foreign_keys=published_by_id)
    ended_by: Mapped[Person | None] = relationship(foreign_keys=ended_by_id)


class Approval(Base):
    """A supervisor's request that an administrator publishes the draft, and the answer."""

    __tablename__ = "supervisor_approvals"

    id: Mapped[int] = mapped_column(primary_key=True)
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("supervisors.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("supervisor_revisions.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    asked_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    answered_at: Mapped[datetime | None] = mapped_column(index=True)
    answer: Mapped[Answer | None] = mapped_column(one_of(Answer, "answer"))
    reason: Mapped[str] = mapped_column(Text, default="")

    supervisor: Mapped[Supervisor] = relationship(foreign_keys=supervisor_id, back_populates="approvals")
    revision: Mapped[Revision] = relationship(foreign_keys=revision_id)
    asked_by: Mapped[Person] = relationship(foreign_keys=asked_by_id)
    answered_by: Mapped[Person | None] = relationship(foreign_keys=answered_by_id)

    def answer_with(self, answer: Answer, *, by: Person, now: datetime, reason: str = "") -> None:
        """Close the request. Raises AlreadyAnswered."""
        if self.answered_at is not None:
            raise AlreadyAnswered
        self.answer, self.answered_by, self.answered_at, self.reason = answer, by, now, reason
