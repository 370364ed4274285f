"""Keeping availability: what a supervisor says of the week, of single days, and the days on which the provider is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Select, delete, select
from sqlalchemy.orm.attributes import flag_modified

from models.base import DomainError
from models.base.local_time import from_local
from models.process.availability import CalendarException, Closure, ExceptionKind, SupervisorCalendar, WorkingHours
from models.process.booking import Booking
from models.process.meeting import Meeting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from models.process.working_hours import Range

LONGEST_CLOSURE = timedelta(days=184)
LONGEST_EXCEPTION = timedelta(days=732)


class ClosureReversed(DomainError):
    """The last closed day comes before the first."""

    code = "closure.reversed"
    field = "last"


class ClosurePast(DomainError):
    """All of the days have gone by."""

    code = "closure.past"
    field = "last"


class ClosureTooLong(DomainError):
    """More than half a year: the year of one of the days is wrong."""

    code = "closure.too_long"
    field = "last"


class ExceptionReversed(DomainError):
    """A time that ends before it begins, or as it begins."""

    code = "exception.reversed"
    field = "until_day"


class ExceptionPast(DomainError):
    """All of the time has gone by."""

    code = "exception.past"
    field = "until_day"


class ExceptionTooLong(DomainError):
    """More than two years: the year of one of the days is wrong."""

    code = "exception.too_long"
    field = "until_day"


class ExceptionOverlaps(DomainError):
    """The same is said of a part of that time already."""

    code = "exception.overlaps"
    field = "from_day"


@dataclass(frozen=True)
class Week:
    """What a supervisor says of every week; ``version`` is 0 while nothing has been said."""

    hours: Mapping[int, Sequence[Range]]  # by weekday, 0 Monday
    capacity: int | None = None
    travel_minutes: int = 0
    version: int = 0


def week_of(session: Session, person_id: int) -> Week:
    """What the person has said. Two statements."""
    hours: dict[int, list[Range]] = {}
    kept = select(WorkingHours).where(WorkingHours.person_id == person_id).order_by(WorkingHours.weekday, WorkingHours.from_minute)
    for row in session.scalars(kept):
        hours.setdefault(row.weekday, []).append((row.from_minute, row.until_minute))
    calendar = session.get(SupervisorCalendar, person_id)
    if calendar is None:
        return Week(hours)
    return Week(hours, calendar.capacity, calendar.travel_minutes, calendar.version)


def keep_week(session: Session, person_id: int, week: Week) -> None:
    """Write a week in place of the one before. Raises IntegrityError or StaleDataError when somebody did so at the same moment."""
    calendar = session.get(SupervisorCalendar, person_id)
    if calendar is None:
        calendar = SupervisorCalendar(person_id=person_id)
        session.add(calendar)
    calendar.capacity, calendar.travel_minutes = week.capacity, week.travel_minutes
    if calendar.version is not None:
        flag_modified(calendar, "travel_minutes")  # other hours are another version too
    session.flush()
    session.execute(delete(WorkingHours).where(WorkingHours.person_id == person_id))
    session.add_all(
        WorkingHours(person_id=person_id, weekday=weekday, from_minute=first, until_minute=last)
        for weekday, ranges in week.hours.items()
        for first, last in ranges
    )
    session.flush()


def except_for(
    session: Session, person_id: int, kind: ExceptionKind, start: datetime, end: datetime, *, now: datetime
) -> CalendarException:
    """Say that somebody is away, or there, at an unusual time.

    Raises ExceptionReversed, ExceptionPast, ExceptionTooLong, ExceptionOverlaps.
    """
    if end <= start:
        raise ExceptionReversed
    if end <= now:
        raise ExceptionPast
    if end - start > LONGEST_EXCEPTION:
        raise ExceptionTooLong
    same = (CalendarException.person_id == person_id) & (CalendarException.kind == kind)
    shared = select(CalendarException).where(same, CalendarException.starts_at < end, CalendarException.ends_at > start)
    other = session.scalars(shared.limit(1)).one_or_none()
    if other is not None:
        raise ExceptionOverlaps(start=other.starts_at, end=other.ends_at)
    exception = CalendarException(person_id=person_id, kind=kind, starts_at=start, ends_at=end)
    session.add(exception)
    session.flush()
    return exception


def midnight(day: date) -> datetime:
    """When the day begins by the clocks of Helsinki, which never change at midnight."""
    return from_local(day, time())


def close(first: date, last: date, name: str, *, today: date) -> Closure:
    """Days on which no meetings are held, both ends included. Raises ClosureReversed, ClosurePast, ClosureTooLong."""
    if last < first:
        raise ClosureReversed
    if last < today:
        raise ClosurePast
    if last - first > LONGEST_CLOSURE:
        raise ClosureTooLong
    return Closure(first=first, last=last, name=name)


def meetings_on(first: date, last: date, *, now: datetime) -> Select[Meeting]:
    """Meetings to come that are planned for these days, in order."""
    return _coming(now).where(Meeting.starts_at >= midnight(first), Meeting.starts_at < midnight(last + timedelta(days=1)))


def meetings_while(person_id: int, start: datetime, end: datetime, *, now: datetime) -> Select[Meeting]:
    """Meetings to come that take the supervisor's time then, in order."""
    taken = select(Booking.meeting_id).where(Booking.supervisor_id == person_id, Booking.starts_at < end, Booking.ends_at > start)
    return _coming(now).where(Meeting.id.in_(taken))


def meetings_in(room_id: int, *, now: datetime) -> Select[Meeting]:
    """Meetings to come in the room, in order."""
    return _coming(now).where(Meeting.room_id == room_id)


def _coming(now: datetime) -> Select[Meeting]:
    return select(Meeting).where(Meeting.cancelled_at.is_(None), Meeting.ends_at > now).order_by(Meeting.starts_at, Meeting.id)
