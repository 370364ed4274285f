"""Another supervisor for a running process: proposed by the provider, in force once every participant agrees (A16)."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.people.person import Person
from models.process.engagement import Engagement


class SupervisorChangeState(enum.StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class SupervisorChange(Base):
    """A proposal that one supervisor take another's place in a process."""

    __tablename__ = "supervisor_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"), index=True)
    former_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    successor_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    state: Mapped[SupervisorChangeState] = mapped_column(one_of(SupervisorChangeState, "state"), default=SupervisorChangeState.OPEN)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    proposed_at: Mapped[datetime]
    deadline: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    engagement: Mapped[Engagement] = relationship()
    former: Mapped[Person] = relationship(foreign_keys=former_id)
    successor: Mapped[Person] = relationship(foreign_keys=successor_id)
    proposed_by: Mapped[Person] = relationship(foreign_keys=proposed_by_id)
    answers: Mapped[list[SupervisorChangeAnswer]] = relationship(back_populates="change")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        Index(
            "uq_supervisor_changes_engagement_open",
            "engagement_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        CheckConstraint("former_id <> successor_id", name="two_people"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_has_time"),
        CheckConstraint("deadline > proposed_at", name="deadline_ahead"),
    )


class SupervisorChangeAnswer(Base):
    """One participant's answer."""

    __tablename__ = "supervisor_change_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("supervisor_changes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    agrees: Mapped[bool]
    answered_at: Mapped[datetime]

    change: Mapped[SupervisorChange] = relationship(back_populates="answers")
    person: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("change_id", "person_id"),)
