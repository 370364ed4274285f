"""Polls: a few times proposed to whoever comes, a deadline, and what each can."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.people.person import Person
from models.process.meeting import Meeting
from models.process.moving import MeetingBegun, MeetingCancelled, MeetingHeld

FEWEST, MOST = 2, 8  # times of one poll


class TimesTooFew(DomainError):
    """One time is a move, not a question."""

    code = "time_poll.too_few"
    field = "day_0"


class TimesTooMany(DomainError):
    """More times than anybody compares."""

    code = "time_poll.too_many"
    field = "free"


class TimeRepeated(DomainError):
    """The same time is proposed twice."""

    code = "time_poll.repeated"


class TimePast(DomainError):
    """A proposed time has passed."""

    code = "time_poll.past"


class DeadlinePast(DomainError):
    """Nobody could answer any more."""

    code = "time_poll.deadline_past"
    field = "deadline"


class DeadlineTooLate(DomainError):
    """By the deadline the meeting, or a proposed time, would have begun."""

    code = "time_poll.deadline_late"
    field = "deadline"


class PollOpen(DomainError):
    """The meeting has an open poll already."""

    code = "time_poll.open"


class PollClosed(DomainError):
    """The poll takes no answer any more."""

    code = "time_poll.closed"


class TimeGone(DomainError):
    """Somebody or something has taken the time meanwhile."""

    code = "time_poll.gone"
    field = "time"


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

    @classmethod
    def ask(cls, meeting: Meeting, starts: Sequence[datetime], *, by: Person, deadline: datetime, now: datetime) -> TimePoll:
        """Propose times of the meeting's own length.

        Raises EngagementOver, MeetingHeld, MeetingCancelled, MeetingBegun, TimesTooFew, TimesTooMany, TimeRepeated, TimePast,
        DeadlinePast, DeadlineTooLate.
        """
        _demand_ahead(meeting, now)
        _demand_times(starts, now)
        if deadline <= now:
            raise DeadlinePast
        if deadline >= min([meeting.starts_at, *starts]):
            raise DeadlineTooLate(before=min([meeting.starts_at, *starts]))
        length = timedelta(minutes=meeting.minutes)
        times = [PollTime(starts_at=start, ends_at=start + length, chosen=False, answers=[]) for start in sorted(starts)]
        return cls(meeting=meeting, asked_by=by, asked_at=now, deadline=deadline, times=times)

    def takes_answers(self, *, now: datetime) -> bool:
        """Whether it can still be answered: neither closed nor past its deadline, and the meeting is still ahead."""
        return self.closed_at is None and now < self.deadline and not self.is_moot(now=now)

    def is_moot(self, *, now: datetime) -> bool:
        """Whether there is nothing left to move: the meeting is cancelled or has begun, or its process has ended."""
        meeting = self.meeting
        return meeting.cancelled_at is not None or meeting.has_started(now=now) or meeting.engagement.is_over

    def answer(self, person: Person, given: Mapping[int, Suits], *, now: datetime) -> None:
        """Say, or change, what suits the person, by the time's id; times that are not this poll's are left out. Raises PollClosed."""
        if not self.takes_answers(now=now):
            raise PollClosed
        for time in self.times:
            if time.id in given:
                time.put(person, given[time.id], now=now)

    def close(self, chosen: PollTime | None, gone: Collection[int], *, now: datetime) -> None:
        """Take no more answers; ``chosen`` is the time the meeting moves to, if it does. Raises PollClosed, TimeGone."""
        if self.closed_at is not None:
            raise PollClosed
        if chosen is not None and (chosen.id in gone or chosen.starts_at <= now):
            raise TimeGone
        self.closed_at = now
        if chosen is not None:
            chosen.chosen = True


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

    def put(self, person: Person, suits: Suits, *, now: datetime) -> None:
        """One answer a person: the newest."""
        own = next((answer for answer in self.answers if answer.person_id == person.id), None)
        if own is None:
            own = PollAnswer(person_id=person.id)
            self.answers.append(own)
        own.suits, own.answered_at = suits, now


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


def _demand_ahead(meeting: Meeting, now: datetime) -> None:
    meeting.engagement.demand_going_on()
    if meeting.cancelled_at is not None:
        raise MeetingCancelled
    if meeting.is_held:
        raise MeetingHeld
    if meeting.has_started(now=now):
        raise MeetingBegun


def _demand_times(starts: Sequence[datetime], now: datetime) -> None:
    if len(set(starts)) < len(starts):
        raise TimeRepeated
    if len(starts) < FEWEST:
        raise TimesTooFew(fewest=FEWEST)
    if len(starts) > MOST:
        raise TimesTooMany(most=MOST)
    if min(starts) <= now:
        raise TimePast
