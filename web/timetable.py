"""The days of a calendar page as one person sees them: meetings, and the quiet lines beside them, in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from models.base.local_time import to_local
from models.process import Assignment, CalendarException, ChangeKind, Closure, Engagement, Meeting, MeetingChange
from models.process.progress import Progress, progress_of
from policy.process import belongs_at, sees_meeting, supervises_at
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.base.periods import Period
    from models.people import Person
    from web.calendar_choice import Choice

MOST = 500  # meetings on one page: an account manager who has chosen nobody sees those of the whole house
HOLIDAY_NAMES = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}  # as the package of holidays calls the languages
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Entry:
    """A meeting as far as the person may know of it."""

    meeting: Meeting
    of: int  # meetings of the process in all
    state: str  # held, cancelled, unmarked, over, today, confirmed, agreed
    former: datetime | None = None  # when it was to begin before it was moved last
    counts_only: bool = False  # seen in a client's name alone: when and which of how many, not where
    supervisors: str = ""

    @property
    def disc(self) -> str:
        """The picture of the state."""
        return {"held": "full", "cancelled": "off", "unmarked": "half", "today": "half"}.get(self.state, "open")


@dataclass
class Day:
    """One day: its meetings in order, and why there might be none."""

    date: date
    holiday: str | None
    entries: list[Entry] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)
    exceptions: list[CalendarException] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to tell of it."""
        return not (self.entries or self.holiday or self.closures or self.exceptions)


@dataclass(frozen=True)
class Timetable:
    """The days of a page."""

    days: Mapping[date, Day]
    more: bool  # there are more meetings than a page takes

    @property
    def busy(self) -> list[Day]:
        """Days of which there is something to tell."""
        return [day for day in self.days.values() if not day.is_plain]

    @property
    def listed(self) -> set[date]:
        """Days worth a line in a list: of days with nothing but the same closures, the first."""
        former: dict[date, list[Closure]] = {day.date + timedelta(days=1): day.closures for day in self.days.values()}
        told = [day for day in self.busy if day.entries or day.holiday or day.exceptions or day.closures != former.get(day.date)]
        return {day.date for day in told}


def timetable(choice: Choice, period: Period, *, now: datetime, language: str) -> Timetable:
    """The meetings of the period that exist for the person, cancelled ones included."""
    days = {day: Day(day, _holidays(day.year, language).get(day)) for day in period.days}
    rows = db.session.execute(_query(choice, period).limit(MOST + 1)).all()
    engagements = {row[0].engagement_id for row in rows}
    planned = progress_of(db.session(), sorted(engagements), sees_meeting(choice.actor), now=now)
    for row in rows[:MOST]:
        days[to_local(row[0].starts_at).date()].entries.append(_entry(choice, row, planned, now=now))
    for closure in db.session.scalars(select(Closure).where(Closure.first <= period.last, Closure.last >= period.first)):
        for day in _within(days, closure.first, closure.last):
            day.closures.append(closure)
    for away in db.session.scalars(_exceptions(choice.whose, period)):
        for day in _within(days, to_local(away.starts_at).date(), to_local(away.ends_at - INSTANT).date()):
            day.exceptions.append(away)
    return Timetable(days, len(rows) > MOST)


def _query(choice: Choice, period: Period) -> Select[Meeting, datetime | None, bool, bool]:
    moved = (MeetingChange.meeting_id == Meeting.id) & (MeetingChange.kind == ChangeKind.MOVED)
    former = select(MeetingChange.former_start).where(moved).order_by(MeetingChange.id.desc()).limit(1).scalar_subquery()
    actor, engagement = choice.actor, joinedload(Meeting.engagement)
    own: ColumnElement[bool] = literal(True) if choice.chooses else or_(supervises_at(actor), belongs_at(actor))
    supervised: ColumnElement[bool] = literal(True) if choice.chooses else supervises_at(actor)
    query = select(Meeting, former, own, supervised).where(
        sees_meeting(actor), Meeting.starts_at >= period.starts_at, Meeting.starts_at < period.ends_at
    )
    if choice.supervisor is not None:
        query = query.where(supervises_at(choice.supervisor))
    if choice.room is not None:
        query = query.where(Meeting.room_id == choice.room.id)
    names = selectinload(Engagement.assignments).joinedload(Assignment.person)
    loaded = (engagement.options(names), joinedload(Meeting.room)) if choice.chooses else (engagement, joinedload(Meeting.room))
    return query.options(*loaded).order_by(Meeting.starts_at, Meeting.id)


def _entry(choice: Choice, row: Any, planned: Mapping[int, Progress], *, now: datetime) -> Entry:  # noqa: ANN401  a row of the query above
    meeting, former, own, supervised = row
    progress = planned.get(meeting.engagement_id, Progress())
    people = meeting.engagement.supervisors_at(meeting.starts_at) if choice.chooses and choice.supervisor is None else []
    return Entry(
        meeting,
        of=max(progress.planned, meeting.number),
        state=_state(meeting, supervised=bool(supervised), now=now),
        former=former if former != meeting.starts_at else None,
        counts_only=not own,
        supervisors=", ".join(person.name for person in people),
    )


def _state(meeting: Meeting, *, supervised: bool, now: datetime) -> str:
    if meeting.cancelled_at is not None:
        return "cancelled"
    if meeting.is_held:
        return "held"
    if meeting.ends_at <= now:
        return "unmarked" if supervised else "over"
    if to_local(meeting.starts_at).date() == to_local(now).date():
        return "today"
    return "confirmed" if meeting.confirmed_at is not None else "agreed"


def _exceptions(person: Person, period: Period) -> Select[CalendarException]:
    during = (CalendarException.starts_at < period.ends_at) & (CalendarException.ends_at > period.starts_at)
    return select(CalendarException).where(CalendarException.person_id == person.id, during).order_by(CalendarException.starts_at)


def _within(days: Mapping[date, Day], first: date, last: date) -> Sequence[Day]:
    return [day for day in days.values() if first <= day.date <= last]


@cache
def _holidays(year: int, language: str) -> dict[date, str]:
    from holidays import country_holidays

    return dict(country_holidays("FI", years=year, language=HOLIDAY_NAMES[language]))
