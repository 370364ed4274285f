"""Reflections between meetings, which are their writer's own, and the questions a supervisor offers for them."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.confidential.kept import Kept, sealed_text
from models.people.person import Person


class ReflectionKind(enum.StrEnum):
    """What is written down."""

    ENTRY = "entry"
    TASK = "task"
    NEXT_STEP = "next_step"


class Openness(enum.StrEnum):
    """Who reads a reflection besides its writer."""

    PRIVATE = "private"
    SUPERVISORS = "supervisors"
    ATTENDEES = "attendees"


class Reflection(Kept):
    """One entry of a participant; nobody else opens it unless, and only as long as, the writer has opened it."""

    __tablename__ = "reflections"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    kind: Mapped[ReflectionKind] = mapped_column(one_of(ReflectionKind, "kind"))
    question_id: Mapped[int | None] = mapped_column(ForeignKey("offered_questions.id"), index=True)
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    done_at: Mapped[datetime | None]  # a task or a step
    brought_at: Mapped[datetime | None]  # put on the list of what to bring to the next meeting
    openness: Mapped[Openness] = mapped_column(one_of(Openness, "openness"), default=Openness.PRIVATE)
    opened_at: Mapped[datetime | None]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))  # to whose attendees
    text_id: Mapped[int | None] = sealed_text()
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship()
    question: Mapped[OfferedQuestion | None] = relationship()
    goals: Mapped[list[ReflectionGoal]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        Index("ix_reflections_person_engagement", "person_id", "engagement_id"),
        CheckConstraint("(openness = 'private') = (opened_at IS NULL)", name="open_has_time"),
        CheckConstraint("(openness = 'attendees') = (meeting_id IS NOT NULL)", name="attendees_of_meeting"),
    )


class ReflectionGoal(Base):
    """A goal that a reflection is about."""

    __tablename__ = "reflection_goals"

    reflection_id: Mapped[int] = mapped_column(ForeignKey("reflections.id", ondelete="CASCADE"), primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id"), primary_key=True, index=True)


class BankQuestion(Base):
    """A question in a supervisor's own bank. It is about nobody."""

    __tablename__ = "bank_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    words: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class OfferedQuestion(Kept):
    """A question offered between meetings, to everybody in the process or to one; sealed, since it may tell of what was said."""

    __tablename__ = "offered_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    to_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    text_id: Mapped[int | None] = sealed_text()
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    offered_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    to: Mapped[Person | None] = relationship(foreign_keys=to_id)
    offered_by: Mapped[Person] = relationship(foreign_keys=offered_by_id)
