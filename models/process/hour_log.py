"""The log of hours: read from meetings that were held, never written down. Minutes are the meeting's own.

A meeting counts when the attendance of everybody is marked and somebody came. Each supervisor of a pair has given all its minutes;
who took part has received those from when they came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.base import DomainError
from models.base.forms import Form
from models.base.local_time import from_local
from models.base.minutes import MinutesBetween
from models.people.person import Person
from models.process.engagement import Assignment, Engagement
from models.process.hours import Confirmer, HoursConfirmation, units_of
from models.process.meeting import ATTENDED, Attendance, Meeting

LENGTH: ColumnElement[int] = MinutesBetween(Meeting.starts_at, Meeting.ends_at)


class PeriodBackwards(DomainError):
    """The period ends before it begins."""

    code = "hours.period_backwards"
    field = "last"


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both included, by the clocks here; an end that is None is open."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        """Refuse what is backwards. Raises PeriodBackwards."""
        if self.first and self.last and self.last < self.first:
            raise PeriodBackwards

    @property
    def covers(self) -> ColumnElement[bool]:
        """Whether the Meeting of the row began within it."""
        conditions: list[ColumnElement[bool]] = [Meeting.starts_at.is_not(None)]
        if self.first:
            conditions.append(Meeting.starts_at >= from_local(self.first, time()))
        if self.last:
            conditions.append(Meeting.starts_at < from_local(self.last + timedelta(days=1), time()))
        return and_(*conditions)


@dataclass(frozen=True)
class Hour:
    """One meeting in a log: no client, no participant, no name."""

    meeting_id: int
    starts_at: datetime
    form: Form
    minutes: int
    pair: bool = False
    confirmed_as: Confirmer | None = None


@dataclass(frozen=True)
class Total:
    """Sums of meetings; units are rounded once, from the sum."""

    meetings: int = 0
    minutes: int = 0
    pair_meetings: int = 0
    pair_minutes: int = 0
    confirmed_minutes: int = 0
    by_participants: int = 0  # meetings confirmed
    by_managers: int = 0

    @property
    def units(self) -> Decimal:
        """In units of 45 minutes."""
        return units_of(self.minutes)

    @property
    def confirmed(self) -> int:
        """Meetings confirmed."""
        return self.by_participants + self.by_managers

    def __add__(self, other: Total) -> Total:
        """Both together."""
        return replace(self, **{name: getattr(self, name) + getattr(other, name) for name in vars(self)})


def together(totals: Iterable[Total]) -> Total:
    """All of them."""
    return sum(totals, Total())


def is_counted() -> ColumnElement[bool]:
    """Whether the Meeting of the row gives hours."""
    one = aliased(Attendance)
    came = exists().where(one.meeting_id == Meeting.id, one.mark.in_(ATTENDED))
    return and_(Meeting.held_at.is_not(None), Meeting.cancelled_at.is_(None), came)


def given(period: Period) -> Subquery:
    """Every supervisor's counted meetings: meeting_id, supervisor_id, starts_at, form, minutes, pair, confirmed_as."""
    other = aliased(Assignment)
    pair = exists().where(other.engagement_id == Meeting.engagement_id, other.person_id != Assignment.person_id, _covers(other))
    word = and_(
        HoursConfirmation.meeting_id == Meeting.id,
        HoursConfirmation.supervisor_id == Assignment.person_id,
        HoursConfirmation.confirmed_at >= Meeting.held_at,
        HoursConfirmation.minutes == LENGTH,
    )
    return (
        select(
            Meeting.id.label("meeting_id"),
            Assignment.person_id.label("supervisor_id"),
            Meeting.starts_at,
            Engagement.form,
            LENGTH.label("minutes"),
            pair.label("pair"),
            HoursConfirmation.confirmed_as,
        )
        .select_from(Assignment)
        .join(Engagement, Engagement.id == Assignment.engagement_id)
        .join(Meeting, and_(Meeting.engagement_id == Engagement.id, _covers(Assignment)))
        .outerjoin(HoursConfirmation, word)
        .where(is_counted(), period.covers)
        .subquery("given")
    )


def given_by(person_id: int, period: Period) -> Select[Meeting]:
    """A supervisor's counted meetings."""
    mine = exists().where(Assignment.engagement_id == Meeting.engagement_id, Assignment.person_id == person_id, _covers(Assignment))
    return select(Meeting).where(mine, is_counted(), period.covers)


def givers(period: Period) -> Select[Person]:
    """Everybody who has given hours."""
    return select(Person).where(Person.id.in_(select(given(period).c.supervisor_id)))


def received_by(person_id: int, period: Period) -> Select[Meeting]:
    """Counted meetings at which the person was."""
    was_there = exists().where(Attendance.meeting_id == Meeting.id, Attendance.person_id == person_id, Attendance.mark.in_(ATTENDED))
    return select(Meeting).where(was_there, is_counted(), period.covers)


def given_hours(session: Session, person_id: int, period: Period, *, meetings: Iterable[int] | None = None) -> list[Hour]:
    """A supervisor's log, newest first; of some meetings only, when told which. One statement."""
    rows = given(period)
    query = select(rows).where(
        rows.c.supervisor_id == person_id, *([rows.c.meeting_id.in_(list(meetings))] if meetings is not None else [])
    )
    ordered = query.order_by(rows.c.starts_at.desc(), rows.c.meeting_id.desc())
    return [
        Hour(row.meeting_id, row.starts_at, row.form, row.minutes, pair=bool(row.pair), confirmed_as=row.confirmed_as)
        for row in session.execute(ordered)
    ]


def received_hours(session: Session, person_id: int, period: Period, *, meetings: Iterable[int] | None = None) -> list[Hour]:
    """What a person has received, newest first; of some meetings only, when told which. One statement."""
    query = _received(person_id, period).add_columns(Meeting.id, Meeting.starts_at, Engagement.form, _attended_minutes())
    if meetings is not None:
        query = query.where(Meeting.id.in_(list(meetings)))
    rows = session.execute(query.order_by(Meeting.starts_at.desc(), Meeting.id.desc()))
    return [Hour(*row) for row in rows]


def given_totals(session: Session, period: Period, *, person_ids: Iterable[int] | None = None) -> dict[int, dict[Form, Total]]:
    """Sums by supervisor and form; one statement."""
    rows = given(period)
    query = select(rows.c.supervisor_id, rows.c.form, *_sums(rows)).group_by(rows.c.supervisor_id, rows.c.form)
    if person_ids is not None:
        query = query.where(rows.c.supervisor_id.in_(list(person_ids)))
    totals: dict[int, dict[Form, Total]] = {}
    for row in session.execute(query):
        totals.setdefault(row[0], {})[row[1]] = Total(*row[2:])
    return totals


def received_totals(session: Session, person_id: int, period: Period) -> dict[Form, Total]:
    """Sums by form; one statement."""
    sums = (func.count(Meeting.id), func.sum(_attended_minutes()))
    query = _received(person_id, period).add_columns(Engagement.form, *sums).group_by(Engagement.form)
    return {row[-3]: Total(row[-2], row[-1]) for row in session.execute(query)}


def held_totals(session: Session, concerned: ColumnElement[bool], period: Period) -> dict[Form, Total]:
    """Sums by form of the counted meetings of the Engagements that ``concerned`` names, each meeting once; one statement."""
    query = (
        select(Engagement.form, func.count(Meeting.id), func.sum(LENGTH))
        .select_from(Meeting)
        .join(Meeting.engagement)
        .where(is_counted(), period.covers, concerned)
        .group_by(Engagement.form)
    )
    return {row[0]: Total(row[1], row[2]) for row in session.execute(query)}


def no_longer_counted(person_id: int, period: Period) -> Select[Meeting]:
    """Meetings of a supervisor that had been confirmed, and whose attendance has been taken back since."""
    confirmed = exists().where(HoursConfirmation.meeting_id == Meeting.id, HoursConfirmation.supervisor_id == person_id)
    return select(Meeting).where(confirmed, ~is_counted(), period.covers).order_by(Meeting.starts_at.desc(), Meeting.id.desc())


def is_unconfirmed(*, besides: int) -> ColumnElement[bool]:
    """Whether a supervisor of the Meeting of the row, other than ``besides``, has hours of it that nobody has confirmed as they stand."""
    word = exists().where(
        HoursConfirmation.meeting_id == Meeting.id,
        HoursConfirmation.supervisor_id == Assignment.person_id,
        HoursConfirmation.confirmed_at >= Meeting.held_at,
        HoursConfirmation.minutes == LENGTH,
    )
    return exists().where(Assignment.engagement_id == Meeting.engagement_id, Assignment.person_id != besides, _covers(Assignment), ~word)


def _covers(assignment: Any) -> ColumnElement[bool]:  # noqa: ANN401  Assignment or an alias of it
    """Whether the assignment of the row was in force when the Meeting of the row began."""
    return and_(assignment.since <= Meeting.starts_at, or_(assignment.until.is_(None), assignment.until > Meeting.starts_at))


def _attended_minutes() -> ColumnElement[int]:
    return LENGTH - func.coalesce(Attendance.minutes_late, 0)


def _received(person_id: int, period: Period) -> Select[Any]:
    return (
        select()
        .select_from(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Engagement, Engagement.id == Meeting.engagement_id)
        .where(Attendance.person_id == person_id, Attendance.mark.in_(ATTENDED), is_counted(), period.covers)
    )


def _sums(rows: Subquery) -> list[ColumnElement[Any]]:
    """In the order of the fields of Total."""

    def confirmed(confirmer: Confirmer) -> ColumnElement[int]:
        return func.count(case((rows.c.confirmed_as == confirmer, 1)))

    return [
        func.count(),
        func.sum(rows.c.minutes),
        func.count(case((rows.c.pair, 1))),
        func.coalesce(func.sum(case((rows.c.pair, rows.c.minutes))), 0),
        func.coalesce(func.sum(case((rows.c.confirmed_as.is_not(None), rows.c.minutes))), 0),
        confirmed(Confirmer.PARTICIPANT),
        confirmed(Confirmer.ACCOUNT_MANAGER),
    ]
