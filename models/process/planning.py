"""Planning: why a time does not suit, which times do, and whole series of them.

A series keeps the time on the clocks of Helsinki and its distance in days. A meeting that cannot be at its time comes a week later, so
that the day of the week stays; in a series with less than a week between meetings it comes on the next day.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from models.base.local_time import TimeSkipped, from_local, to_local
from models.process import diary
from models.process.diary import HARD, Conflict, ConflictKind, Diary
from models.process.meeting import Meeting
from models.process.moving import Mode
from models.process.series import DAY, WEEK, is_holiday

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.people.person import Person
    from models.process.engagement import Engagement
    from models.process.room import Room

__all__ = ["HARD", "Conflict", "ConflictKind", "Proposal", "conflicts", "free_times", "keep_or_move", "propose"]

ALTERNATIVES = 3
LOOK_AHEAD = 8  # steps of a series in which a time without any conflict is looked for, before a worse one is taken
FURTHEST = 366  # days: within a year everybody has a free moment
DAYTIME = tuple(time(half // 2, half % 2 * 30) for half in range(16, 37))  # 8.00, 8.30 … 18.00

Besides = Meeting | Collection[Meeting] | None
Days = Callable[[datetime], Sequence["Person"]]


@dataclass(frozen=True)
class Proposal:
    """One meeting of a series: when the rhythm would have it, why it cannot be then, when it is proposed and what else would do."""

    rhythm: datetime
    start: datetime
    end: datetime
    conflicts: tuple[Conflict, ...]  # of the rhythm's time
    alternatives: tuple[datetime, ...]  # free times, the proposed one not among them

    @property
    def is_moved(self) -> bool:
        """Whether the rhythm's own time did not do."""
        return self.start != self.rhythm

    @property
    def is_impossible(self) -> bool:
        """Whether the database would refuse the rhythm's own time."""
        return any(conflict.is_hard for conflict in self.conflicts)


def conflicts(
    session: Session,
    supervisors: Sequence[Person],
    room: Room | None,
    start: datetime,
    end: datetime,
    *,
    besides: Besides = None,
    mode: Mode = Mode.ON_SITE,
) -> list[Conflict]:
    """Why a meeting cannot, or should not, be at that time; empty when it is free."""
    return diary.read(session, supervisors, room, start, besides=_ids(besides)).conflicts(supervisors, start, end, mode)


def free_times(
    session: Session,
    supervisors: Sequence[Person],
    room: Room | None,
    around: datetime,
    minutes: int,
    *,
    limit: int = ALTERNATIVES,
    besides: Besides = None,
    after: datetime | None = None,
    mode: Mode = Mode.ON_SITE,
) -> list[datetime]:
    """Free times near that one, in order of time: the same day, the same week, a week later. None begins before ``after``."""
    book = diary.read(session, supervisors, room, around - 2 * WEEK, besides=_ids(besides))
    planner = _Planner(book, lambda _start: supervisors, timedelta(minutes=minutes), mode)
    return planner.alternatives(around, limit=limit, after=after)


def propose(
    session: Session,
    engagement: Engagement | None,
    first: datetime,
    count: int,
    interval_days: int,
    *,
    minutes: int,
    supervisors: Sequence[Person] | None = None,
    room: Room | None = None,
    besides: Besides = None,
    within_days: int | None = None,
    keep_first: bool = False,
    after: datetime | None = None,
    mode: Mode = Mode.ON_SITE,
) -> list[Proposal]:
    """A whole series in five statements, however long it is.

    Without ``supervisors`` each meeting is looked at for whoever supervises the engagement then. ``within_days``: the last meeting is no
    later than so many days after the first, as long as that can be (a crisis series). ``keep_first``: the first was agreed and moves
    only when somebody is taken. ``after``: no alternative is earlier.
    """
    whom = _Whom(engagement, supervisors, room, minutes, mode)
    planner = whom.planner(session, first, besides)
    chosen: list[tuple[datetime, datetime]] = []
    rhythm, latest = first, to_local(first).date() + timedelta(days=within_days) if within_days is not None else None
    step = WEEK if interval_days >= WEEK.days else DAY
    for number in range(count):
        kept = keep_first and number == 0 and not planner.is_taken(rhythm)
        start = rhythm if kept else planner.settle(rhythm, step, latest=latest)
        chosen.append((rhythm, start))
        rhythm = next(_same_time(start, timedelta(days=interval_days), step))
    return planner.proposals(chosen, after)


def keep_or_move(
    session: Session,
    engagement: Engagement | None,
    starts: Sequence[datetime],
    *,
    minutes: int,
    supervisors: Sequence[Person] | None = None,
    room: Room | None = None,
    besides: Besides = None,
    mode: Mode = Mode.ON_SITE,
) -> list[Proposal]:
    """Times that were agreed, each kept unless somebody or the room is taken; it then goes to the nearest free one."""
    if not starts:
        return []
    planner = _Whom(engagement, supervisors, room, minutes, mode).planner(session, min(starts), besides)
    chosen: list[tuple[datetime, datetime]] = []
    for start in starts:
        planner.spoken_for = [*starts, *(settled for _wish, settled in chosen)]
        taken = planner.is_taken(start) or any(planner.collide(start, settled) for _wish, settled in chosen)
        chosen.append((start, planner.settle(start, WEEK, latest=None, firmly=True) if taken else start))
    return planner.proposals(chosen, None)


@dataclass(frozen=True)
class _Whom:
    """Whose time and which room a meeting takes, and for how long."""

    engagement: Engagement | None
    supervisors: Sequence[Person] | None
    room: Room | None
    minutes: int
    mode: Mode

    def planner(self, session: Session, first: datetime, besides: Besides = None) -> _Planner:
        given, engagement = self.supervisors, self.engagement
        if given is not None:
            people, whose = given, lambda _start: given
        else:
            assert engagement is not None, "somebody's time is planned"  # noqa: S101
            people, whose = [each.person for each in engagement.assignments], engagement.supervisors_at
        book = diary.read(session, people, self.room, first - 2 * WEEK, besides=_ids(besides))
        return _Planner(book, whose, timedelta(minutes=self.minutes), self.mode)


class _Planner:
    """A diary, and what is looked for in it."""

    def __init__(self, book: Diary, whose: Days, length: timedelta, mode: Mode) -> None:
        self.book, self.whose, self.length, self.mode = book, whose, length, mode
        self.spoken_for: Sequence[datetime] = ()

    def conflicts(self, start: datetime) -> list[Conflict]:
        return self.book.conflicts(self.whose(start), start, start + self.length, self.mode)

    def is_taken(self, start: datetime) -> bool:
        return any(conflict.is_hard for conflict in self.conflicts(start))

    def collide(self, one: datetime, other: datetime) -> bool:
        return abs(one - other) < self.length

    def is_free(self, start: datetime) -> bool:
        return self._suits(start, lambda conflict: not conflict.is_warning)

    def settle(self, rhythm: datetime, step: timedelta, *, latest: date | None, firmly: bool = False) -> datetime:
        """The rhythm's time if it is free, else the nearest that is: the same time some steps later, then any time of day."""
        if not firmly and self.is_free(rhythm):
            return rhythm
        later = [rhythm, *islice(_same_time(rhythm, step, step), LOOK_AHEAD)]
        if latest is not None:
            later = [each for each in later if to_local(each).date() <= latest] + [*self._hours_until(rhythm, latest), *later]
        if free := next((each for each in later if self.is_free(each)), None):
            return free
        return self._nearest_possible(rhythm)

    def proposals(self, chosen: Sequence[tuple[datetime, datetime]], after: datetime | None) -> list[Proposal]:
        self.spoken_for = [start for _rhythm, start in chosen]
        return [self._proposal(rhythm, start, after) for rhythm, start in chosen]

    def alternatives(self, around: datetime, *, limit: int, after: datetime | None) -> list[datetime]:
        """One of each kind first, then the nearest of any; in order of time."""
        kinds = (_weeks_on(around), self._other_days(around), self._other_hours(around), self._next_week(around))
        free = [list(islice((each for each in kind if each != around and self._is_open(each, after)), limit)) for kind in kinds]
        picked = dict.fromkeys(kind[rank] for rank in range(limit) for kind in free if rank < len(kind))
        return sorted(islice(picked, limit))

    def _proposal(self, rhythm: datetime, start: datetime, after: datetime | None) -> Proposal:
        found = tuple(self.conflicts(rhythm))
        others = self.alternatives(rhythm, limit=ALTERNATIVES, after=after) if found else []
        return Proposal(rhythm, start, start + self.length, found, tuple(each for each in others if each != start))

    def _is_open(self, start: datetime, after: datetime | None) -> bool:
        return (after is None or start > after) and self._suits(start, lambda _conflict: True)

    def _suits(self, start: datetime, matters: Callable[[Conflict], bool]) -> bool:
        if any(self.collide(start, other) for other in self.spoken_for):
            return False
        return not any(matters(conflict) for conflict in self.conflicts(start))

    def _nearest_possible(self, rhythm: datetime) -> datetime:
        """Nothing is free without any conflict: what the database would not refuse, on a day of work if there is one."""
        days = [rhythm, *islice(_same_time(rhythm, DAY, DAY), FURTHEST)]
        working = [each for each in days if not is_holiday(to_local(each).date())]
        possible = (each for each in [*working, *days] if self._suits(each, lambda conflict: conflict.is_hard))
        return next(possible, days[-1])

    def _hours_until(self, rhythm: datetime, latest: date) -> Iterator[datetime]:
        day = to_local(rhythm).date()
        while day <= latest:
            yield from _near(day, to_local(rhythm).time())
            day += DAY

    def _other_hours(self, around: datetime) -> Iterator[datetime]:
        yield from _near(to_local(around).date(), to_local(around).time())

    def _other_days(self, around: datetime) -> Iterator[datetime]:
        """The same time on the other days of the week, the nearest first, then other hours of them."""
        local = to_local(around)
        monday = local.date() - timedelta(days=local.weekday())
        week = [day for day in (monday + timedelta(days=n) for n in range(7)) if day != local.date()]
        days = sorted((day for day in week if self._is_worked(day)), key=lambda day: abs(day - local.date()))
        for day in days:
            yield from _moments(day, (local.time(),))
        for day in days:
            yield from _near(day, local.time())

    def _next_week(self, around: datetime) -> Iterator[datetime]:
        yield from self._other_days(around + WEEK)

    def _is_worked(self, day: date) -> bool:
        return self.book.works_on(self.whose(next(_moments(day, (time(12),)))), day.weekday())


def _weeks_on(around: datetime) -> Iterator[datetime]:
    return islice(_same_time(around, WEEK, WEEK), LOOK_AHEAD)


def _same_time(start: datetime, first: timedelta, step: timedelta) -> Iterator[datetime]:
    """The same time on the clock, ``first`` later and then every ``step``; a day whose clocks skip it is passed over."""
    local = to_local(start)
    day = local.date() + first
    while True:
        yield from _moments(day, (local.time(),))
        day += step


def _near(day: date, at: time) -> Iterator[datetime]:
    """Half hours of daytime, the nearest to ``at`` first."""
    wished = at.hour * 60 + at.minute
    return _moments(day, sorted(DAYTIME, key=lambda each: abs(each.hour * 60 + each.minute - wished)))


def _moments(day: date, times: Sequence[time]) -> Iterator[datetime]:
    for each in times:
        try:
            yield from_local(day, each)
        except TimeSkipped:
            continue


def _ids(besides: Besides) -> frozenset[int]:
    if besides is None:
        return frozenset()
    return frozenset({besides.id} if isinstance(besides, Meeting) else {meeting.id for meeting in besides})
