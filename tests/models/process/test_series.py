"""Meetings of a series keep the time on the wall, their distance, and clear of holidays."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.base.local_time import from_local, to_local
from models.process.series import following, is_holiday, series

DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2029, 12, 31))
DAYTIME = st.times(min_value=time(5), max_value=time(22)).map(lambda at: at.replace(second=0, microsecond=0))


def written(moments: tuple[datetime, ...]) -> list[str]:
    return [f"{to_local(moment):%-d.%-m.%Y %H:%M}" for moment in moments]


def test_over_both_clock_changes_the_time_on_the_wall_stays() -> None:
    first = from_local(date(2027, 2, 9), time(14))
    assert written(series(first, 5, 28)) == [
        "9.2.2027 14:00",
        "9.3.2027 14:00",
        "6.4.2027 14:00",
        "4.5.2027 14:00",
        "1.6.2027 14:00",
    ]
    assert written(series(from_local(date(2026, 10, 20), time(9, 30)), 2, 7)) == ["20.10.2026 09:30", "27.10.2026 09:30"]


def test_a_holiday_moves_the_meeting_by_a_week_and_the_rest_with_it() -> None:
    first = from_local(date(2026, 12, 9), time(10))  # the next would be Epiphany, Wednesday 6.1.2027
    assert written(series(first, 3, 28)) == ["9.12.2026 10:00", "13.1.2027 10:00", "10.2.2027 10:00"]


def test_a_compact_series_goes_on_the_day_after_the_holiday() -> None:
    first = from_local(date(2026, 12, 20), time(10))
    assert written(following(first, 2, 4)) == ["27.12.2026 10:00", "31.12.2026 10:00"]


def test_the_first_meeting_stays_where_it_was_put() -> None:
    first = from_local(date(2027, 1, 6), time(10))
    assert is_holiday(date(2027, 1, 6))
    assert series(first, 1, 28) == (first,)


def test_a_day_without_that_time_is_passed_over() -> None:
    first = from_local(date(2027, 2, 28), time(3, 30))  # 28.3.2027 has no half past three
    assert written(following(first, 1, 28)) == ["4.4.2027 03:30"]


@given(DAYS, DAYTIME, st.integers(1, 12), st.integers(1, 60))
def test_any_series(day: date, at: time, count: int, interval: int) -> None:
    moments = series(from_local(day, at), count, interval)
    days = [to_local(moment).date() for moment in moments]
    assert len(moments) == count
    assert {to_local(moment).time() for moment in moments} == {at}
    assert all(later - earlier >= timedelta(days=interval) for earlier, later in pairwise(days))
    assert not any(is_holiday(each) for each in days[1:])
    if interval % 7 == 0:
        assert len({each.weekday() for each in days}) == 1
