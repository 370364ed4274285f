"""Weeks and months by name, and the moments between which they lie."""

from datetime import date, timedelta

import pytest

from models.base.periods import Month, Week

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("name", "monday"),
    [
        ("2026-W45", date(2026, 11, 2)),
        ("2026-W53", date(2026, 12, 28)),
        ("2027-W01", date(2027, 1, 4)),
        ("2020-W53", date(2020, 12, 28)),
        ("2025-W01", date(2024, 12, 30)),
    ],
)
def test_a_week_begins_on_its_monday_and_has_its_name(name: str, monday: date) -> None:
    week = Week.named(name)
    assert week is not None
    assert (week.first, week.last, week.name) == (monday, monday + timedelta(days=6), name)
    assert Week.of(week.last) == week


@pytest.mark.parametrize(
    "name", ["2027-W53", "2026-W00", "2026-W54", "2026-W1", "2026-w45", "2026-45", "", "0000-W01", "9999-W52", "٢٠٢٦-W45", "2026-W45 "]
)
def test_a_week_that_no_calendar_has(name: str) -> None:
    assert Week.named(name) is None


@pytest.mark.parametrize("name", ["2027-13", "2027-00", "2027-1", "27-01", "2027-01-01", "", "0001-01", "9999-12", "२०२७-०१"])
def test_a_month_that_no_calendar_has(name: str) -> None:
    assert Month.named(name) is None


@pytest.mark.parametrize(
    ("name", "former", "later", "weeks"),
    [
        ("2026-11", "2026-10", "2026-12", ["2026-W44", "2026-W45", "2026-W46", "2026-W47", "2026-W48", "2026-W49"]),
        ("2026-12", "2026-11", "2027-01", ["2026-W49", "2026-W50", "2026-W51", "2026-W52", "2026-W53"]),
        ("2027-02", "2027-01", "2027-03", ["2027-W05", "2027-W06", "2027-W07", "2027-W08"]),
    ],
)
def test_a_month_and_its_neighbours(name: str, former: str, later: str, weeks: list[str]) -> None:
    month = Month.named(name)
    assert month is not None
    assert month.former is not None
    assert month.later is not None
    assert (month.name, month.former.name, month.later.name) == (name, former, later)
    assert [week.name for week in month.weeks] == weeks


def test_weeks_follow_one_another_over_the_turn_of_the_year() -> None:
    week = Week.named("2026-W53")
    assert week is not None
    assert week.former is not None
    assert week.later is not None
    assert (week.former.name, week.later.name) == ("2026-W52", "2027-W01")


def test_where_calendars_end() -> None:
    first, last = Month.named("1901-01"), Week.named("2198-W52")
    assert first is not None
    assert last is not None
    assert first.former is None
    assert last.later is None


@pytest.mark.parametrize(("name", "hours"), [("2026-W43", 169), ("2027-W12", 167), ("2026-W45", 168)])
def test_a_week_is_as_long_as_the_clocks_make_it(name: str, hours: int) -> None:
    week = Week.named(name)
    assert week is not None
    assert (week.ends_at - week.starts_at) / HOUR == hours
    assert len(week.days) == 7
