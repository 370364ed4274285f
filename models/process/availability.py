"""When supervisors can be had: usual hours, exceptions, how many processes at once, and the provider's closed days."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, one_of
from models.people.person import Person
from models.process.engagement import Assignment, Engagement

DAY_MINUTES = 24 * 60


class ExceptionKind(enum.StrEnum):
    """Away at a time that is usual, or there at one that is not."""

    AWAY = "away"
    EXTRA = "extra"


class SupervisorCalendar(Base):
    """What a supervisor says of the whole calendar. Without a row nothing is limited."""

    __tablename__ = "supervisor_calendars"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    capacity: Mapped[int | None]  # processes at once; None: not said
    travel_minutes: Mapped[int] = mapped_column(default=0)  # wished between two meetings, warned of and never forced
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
        CheckConstraint("travel_minutes BETWEEN 0 AND 480", name="travel_within_a_day"),
    )


class WorkingHours(Base):
    """Usual hours of one weekday, on the clocks of Helsinki. A supervisor without any can be had at any hour."""

    __tablename__ = "working_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    weekday: Mapped[int]  # 0 Monday … 6 Sunday
    from_minute: Mapped[int]  # minutes after local midnight, from the first …
    until_minute: Mapped[int]  # … to the last, not included

    __table_args__ = (
        Index("uq_working_hours_person_weekday_from", "person_id", "weekday", "from_minute", unique=True),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("0 <= from_minute AND from_minute < until_minute AND until_minute <= 1440", name="within_a_day"),
    )


class CalendarException(Base):
    """A time when a supervisor is away though it is usual, or there though it is not."""

    __tablename__ = "calendar_exceptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    kind: Mapped[ExceptionKind] = mapped_column(one_of(ExceptionKind, "kind"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_calendar_exceptions_person_start", "person_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )


class Closure(Base):
    """Days on which the provider holds no meetings: summer weeks, the days between holidays."""

    __tablename__ = "closures"

    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[date]
    last: Mapped[date]  # included
    name: Mapped[str] = mapped_column(String(80), default="")

    __table_args__ = (CheckConstraint("last >= first", name="last_after_first"), Index("ix_closures_last", "last"))


@dataclass(frozen=True)
class Load:
    """How many processes somebody supervises, and at most would."""

    running: int
    capacity: int | None = None

    @property
    def full(self) -> bool:
        """Whether one more would be over what was said. It is a reason to ask, never to refuse."""
        return self.capacity is not None and self.running >= self.capacity


def load_of(session: Session, person_ids: Iterable[int], now: datetime) -> dict[int, Load]:
    """The load of each of these people at that moment: processes that have begun or are planned, not those that are over. One statement."""
    held = (
        select(Assignment.person_id, Assignment.engagement_id)
        .join(Engagement, Engagement.id == Assignment.engagement_id)
        .where(
            Assignment.since <= now,
            or_(Assignment.until.is_(None), Assignment.until > now),
            or_(Engagement.ended_at.is_(None), Engagement.ended_at > now),
        )
        .subquery()
    )
    query = (
        select(Person.id, func.count(held.c.engagement_id.distinct()), SupervisorCalendar.capacity)
        .outerjoin(SupervisorCalendar, SupervisorCalendar.person_id == Person.id)
        .outerjoin(held, held.c.person_id == Person.id)
        .where(Person.id.in_(list(person_ids)))
        .group_by(Person.id, SupervisorCalendar.capacity)
    )
    return {person: Load(running, capacity) for person, running, capacity in session.execute(query)}
