"""Polls: a few times proposed to whoever comes, a deadline, and what each can."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.people.person import Person
from models.process.meeting import Meeting


class Suits(enum.StrEnum):
    """What somebody says of one proposed time."""

    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


class TimePoll(Base):
    """A question to the people of one meeting: which of these times suits them."""

    __tablename__ = "time_polls"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    asked_at: Mapped[datetime]
    deadline: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship()
    asked_by: Mapped[Person] = relationship()
    times: Mapped[list[PollTime]] = relationship(back_populates="poll", order_by="PollTime.starts_at")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        Index(
            "uq_time_polls_meeting_open",
            "meeting_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_time_polls_deadline", "deadline"),
        CheckConstraint("deadline > asked_at", name="deadline_ahead"),
    )


class PollTime(Base):
    """One proposed time."""

    __tablename__ = "poll_times"

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("time_polls.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    chosen: Mapped[bool] = mapped_column(default=False)

    poll: Mapped[TimePoll] = relationship(back_populates="times")
    answers: Mapped[list[PollAnswer]] = relationship(back_populates="time")

    __table_args__ = (
        UniqueConstraint("poll_id", "starts_at"),
        Index("uq_poll_times_chosen", "poll_id", unique=True, sqlite_where=text("chosen"), postgresql_where=text("chosen")),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )


class PollAnswer(Base):
    """What one person says of one time; answered again, it is changed."""

    __tablename__ = "poll_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    time_id: Mapped[int] = mapped_column(ForeignKey("poll_times.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    suits: Mapped[Suits] = mapped_column(one_of(Suits, "suits"))
    answered_at: Mapped[datetime]

    time: Mapped[PollTime] = relationship(back_populates="answers")
    person: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("time_id", "person_id"),)
