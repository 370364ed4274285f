"""A series of meetings: the same time on the clocks of Helsinki, a fixed number of days apart, never on a public holiday."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from models.base.local_time import TimeSkipped, from_local, to_local

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def series(first: datetime, count: int, interval_days: int) -> tuple[datetime, ...]:
    """``count`` meetings, the first of them where it was put, holiday or not."""
    return (first, *following(first, count - 1, interval_days))


def following(last: datetime, count: int, interval_days: int) -> tuple[datetime, ...]:
    """``count`` meetings more after the last: each at least ``interval_days`` after the one before it.

    A meeting that would fall on a holiday comes a week later, so that the day of the week stays;
    in a series with less than a week between meetings it comes on the next day that is none.
    """
    return tuple(islice(_onward(last, interval_days), max(count, 0)))


def is_holiday(day: date) -> bool:
    """Whether it is a public holiday in Finland, eves that nobody works on included."""
    return day in _holidays(day.year)


def _onward(last: datetime, interval_days: int) -> Iterator[datetime]:
    local = to_local(last)
    day, at = local.date(), local.time()
    over = WEEK if interval_days >= WEEK.days else DAY
    while True:
        day += timedelta(days=interval_days)
        while is_holiday(day) or (moment := _moment(day, at)) is None:
            day += over
        yield moment


def _moment(day: date, at: time) -> datetime | None:
    """That time on that day; nothing when the clocks go forward over it."""
    try:
        return from_local(day, at)
    except TimeSkipped:
        return None


@cache
def _holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays

    return frozenset(country_holidays("FI", years=year))
