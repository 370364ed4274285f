"""What takes a few people's and a room's time from a day on, read once: any number of times is then judged without the database."""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from models.base.local_time import HELSINKI, to_local
from models.process.availability import (
    DAY_MINUTES,
    CalendarException,
    Closure,
    ExceptionKind,
    SupervisorCalendar,
    WorkingHours,
)
from models.process.booking import Booking
from models.process.meeting import LONGEST, Meeting
from models.process.moving import Mode
from models.process.series import is_holiday

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from models.people.person import Person
    from models.process.room import Room

BEFORE = timedelta(days=2)  # what began earlier has ended, wished travel included


class ConflictKind(enum.StrEnum):
    """Why a time does not suit."""

    SUPERVISOR_TAKEN = "supervisor_taken"
    ROOM_TAKEN = "room_taken"
    AWAY = "away"
    OUTSIDE_HOURS = "outside_hours"
    CLOSURE = "closure"
    HOLIDAY = "holiday"
    TRAVEL = "travel"  # less time between two meetings than is wished: a warning only


# What the database itself refuses; nobody can be sure about it.
HARD = frozenset({ConflictKind.SUPERVISOR_TAKEN, ConflictKind.ROOM_TAKEN})


@dataclass(frozen=True)
class Conflict:
    """One reason, with whose it is and what the closure is called. Never which other meeting: that is another process's business."""

    kind: ConflictKind
    person: Person | None = None
    name: str = ""

    @property
    def is_hard(self) -> bool:
        """Whether a meeting cannot be at that time at all."""
        return self.kind in HARD

    @property
    def is_warning(self) -> bool:
        """Whether the time is free all the same."""
        return self.kind is ConflictKind.TRAVEL


@dataclass(frozen=True, order=True)
class Taken:
    """A time that is taken, by a meeting or by being away."""

    starts_at: datetime
    ends_at: datetime
    meeting_id: int = 0
    travels: bool = False  # people come to a place for it
    room_id: int | None = None

    def shares(self, start: datetime, end: datetime) -> bool:
        """Whether both have a moment in common; one that begins as the other ends has none."""
        return self.starts_at < end and start < self.ends_at


@dataclass
class Diary:
    """Everything known about the times of some supervisors and one room. The lists are in order."""

    room: Room | None
    supervised: dict[int, list[Taken]] = field(default_factory=lambda: defaultdict(list))
    roomed: list[Taken] = field(default_factory=list)
    away: dict[int, list[Taken]] = field(default_factory=lambda: defaultdict(list))
    extra: dict[int, list[Taken]] = field(default_factory=lambda: defaultdict(list))
    hours: dict[int, dict[int, list[tuple[int, int]]]] = field(default_factory=dict)
    travel: dict[int, timedelta] = field(default_factory=dict)
    closures: list[Closure] = field(default_factory=list)

    def conflicts(self, supervisors: Iterable[Person], start: datetime, end: datetime, mode: Mode = Mode.ON_SITE) -> list[Conflict]:
        """Why the time does not suit, the gravest first; empty when it is free."""
        found = [conflict for person in supervisors for conflict in self._of(person, start, end, mode)]
        if any(True for _ in _sharing(self.roomed, start, end)):
            found.append(Conflict(ConflictKind.ROOM_TAKEN))
        day = to_local(start).date()
        found += [Conflict(ConflictKind.CLOSURE, name=closure.name) for closure in self.closures if closure.first <= day <= closure.last]
        if is_holiday(day):
            found.append(Conflict(ConflictKind.HOLIDAY))
        order = list(ConflictKind)
        return sorted(found, key=lambda conflict: order.index(conflict.kind))

    def works_on(self, supervisors: Iterable[Person], weekday: int) -> bool:
        """Whether it is a usual day of work: as the supervisors say, else Monday to Friday."""
        said = [self.hours[person.id] for person in supervisors if person.id in self.hours]
        return all(weekday in hours for hours in said) if said else weekday < 5  # noqa: PLR2004  Saturday

    def _of(self, person: Person, start: datetime, end: datetime, mode: Mode) -> Iterator[Conflict]:
        if any(True for _ in _sharing(self.supervised[person.id], start, end)):
            yield Conflict(ConflictKind.SUPERVISOR_TAKEN, person)
        elif mode is Mode.ON_SITE and self._must_hurry(person, start, end):
            yield Conflict(ConflictKind.TRAVEL, person)
        if any(time.shares(start, end) for time in self.away[person.id]):
            yield Conflict(ConflictKind.AWAY, person)
        elif person.id in self.hours and not self._covers(person, start, end):
            yield Conflict(ConflictKind.OUTSIDE_HOURS, person)

    def _must_hurry(self, person: Person, start: datetime, end: datetime) -> bool:
        wished = self.travel.get(person.id)
        if not wished:
            return False
        here = self.room.id if self.room else 0
        near = _sharing(self.supervised[person.id], start - wished, end + wished)
        return any(other.travels and other.room_id != here for other in near)

    def _covers(self, person: Person, start: datetime, end: datetime) -> bool:
        """Whether usual hours and extra ones together hold the whole time."""
        first, last = to_local(start).date(), to_local(end).date()
        blocks = [*self._usual(person, first), *self.extra[person.id]]
        if last != first:
            blocks += self._usual(person, last)
        reached = start
        for block in sorted(blocks):
            if block.starts_at <= reached < block.ends_at:
                reached = block.ends_at
        return reached >= end

    def _usual(self, person: Person, day: date) -> Iterator[Taken]:
        for first, last in self.hours[person.id].get(day.weekday(), ()):
            yield Taken(_at(day, first), _at(day, last))


def read(session: Session, supervisors: Sequence[Person], room: Room | None, since: datetime, *, besides: Collection[int] = ()) -> Diary:
    """The diary of these people and this room from the day before ``since`` on, in five statements.

    ``besides``: ids of meetings that do not count, as they are about to move.
    """
    diary, people, since = Diary(room), [person.id for person in supervisors], since - BEFORE
    _read_bookings(session, diary, people, since, besides)
    if people:
        _read_availability(session, diary, people, since)
    diary.closures = list(session.scalars(select(Closure).where(Closure.last >= to_local(since).date())))
    return diary


def _read_bookings(session: Session, diary: Diary, people: Sequence[int], since: datetime, besides: Collection[int]) -> None:
    wanted = or_(Booking.supervisor_id.in_(people), Booking.room_id == (diary.room.id if diary.room else 0))
    columns = (Booking.supervisor_id, Booking.starts_at, Booking.ends_at, Booking.meeting_id, Meeting.mode, Meeting.room_id)
    query = select(*columns).join(Booking.meeting).where(wanted, Booking.starts_at > since).order_by(Booking.starts_at)
    for supervisor_id, starts_at, ends_at, meeting_id, mode, room_id in session.execute(query):
        if meeting_id not in besides:
            taken = Taken(starts_at, ends_at, meeting_id, mode is Mode.ON_SITE, room_id)
            (diary.roomed if supervisor_id is None else diary.supervised[supervisor_id]).append(taken)


def _read_availability(session: Session, diary: Diary, people: Sequence[int], since: datetime) -> None:
    away = select(CalendarException).where(CalendarException.person_id.in_(people), CalendarException.ends_at > since)
    for each in session.scalars(away.order_by(CalendarException.starts_at)):
        kept = diary.away if each.kind is ExceptionKind.AWAY else diary.extra
        kept[each.person_id].append(Taken(each.starts_at, each.ends_at))
    hours = select(WorkingHours).where(WorkingHours.person_id.in_(people))
    for usual in session.scalars(hours.order_by(WorkingHours.from_minute)):
        week = diary.hours.setdefault(usual.person_id, {})
        week.setdefault(usual.weekday, []).append((usual.from_minute, usual.until_minute))
    calendars = select(SupervisorCalendar).where(SupervisorCalendar.person_id.in_(people))
    diary.travel = {each.person_id: timedelta(minutes=each.travel_minutes) for each in session.scalars(calendars)}


def _sharing(times: list[Taken], start: datetime, end: datetime) -> Iterator[Taken]:
    """Those of the ordered meetings that share a moment with the time: none is longer than a meeting may be."""
    place = bisect_left(times, start - timedelta(minutes=LONGEST), key=lambda taken: taken.starts_at)
    while place < len(times) and times[place].starts_at < end:
        if times[place].ends_at > start:
            yield times[place]
        place += 1


def _at(day: date, minute: int) -> datetime:
    """So many minutes on the clock of that day; 1440 is the next midnight."""
    days, minute = divmod(minute, DAY_MINUTES)
    return datetime.combine(day + timedelta(days=days), time(minute // 60, minute % 60), HELSINKI)
