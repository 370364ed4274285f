from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.local_time import (
    HELSINKI,
    DateAmbiguous,
    DateImpossible,
    DateMalformed,
    DateMissing,
    TimeMalformed,
    TimeSkipped,
    from_local,
    parse_date,
    parse_time,
    to_local,
)
from models.base.refusals import DomainError

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 11, 3), time(14, 5), datetime(2026, 11, 3, 12, 5, tzinfo=UTC)),
        (date(2026, 7, 1), time(9), datetime(2026, 7, 1, 6, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (date(2026, 3, 29), time(4), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 59), datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (date(2026, 10, 25), time(3, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(3, 30, fold=1), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(4), datetime(2026, 10, 25, 2, tzinfo=UTC)),
    ],
)
def test_local_time_becomes_utc(day: date, at: time, utc: datetime) -> None:
    moment = from_local(day, at)
    assert moment == utc
    assert moment.tzinfo is UTC


@pytest.mark.parametrize("at", [time(3), time(3, 30), time(3, 59, 59)])
def test_the_hour_that_the_clocks_skip_is_refused(at: time) -> None:
    with pytest.raises(TimeSkipped):
        from_local(date(2026, 3, 29), at)


def test_both_hours_of_the_autumn_night_show_the_same_clock() -> None:
    first, second = (to_local(datetime(2026, 10, 25, hour, 30, tzinfo=UTC)) for hour in (0, 1))
    assert first.time() == second.time() == time(3, 30)
    assert first.utcoffset() != second.utcoffset()


def test_time_zones_are_a_matter_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_local(datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        from_local(TODAY, time(9, tzinfo=HELSINKI))


@given(st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC)))  # noqa: DTZ001
def test_there_and_back(moment: datetime) -> None:
    local = to_local(moment)
    back = from_local(local.date(), local.time())
    assert back == moment or (local.fold == 1 and moment - back in (timedelta(hours=1), timedelta(minutes=20)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3.11.2026", date(2026, 11, 3)),
        ("03.11.2026", date(2026, 11, 3)),
        (" 3. 11. 2026 ", date(2026, 11, 3)),
        ("2026-11-03", date(2026, 11, 3)),
        ("29.2.2028", date(2028, 2, 29)),
        ("3.12.", date(2026, 12, 3)),
        ("3.12", date(2026, 12, 3)),
        ("1.11.", date(2026, 11, 1)),
        ("7.1.", date(2027, 1, 7)),
    ],
)
def test_dates_as_people_type_them(typed: str, meant: date) -> None:
    assert parse_date(typed, today=TODAY) == meant


def test_a_date_without_a_year_is_the_nearest_one() -> None:
    assert parse_date("30.12.", today=date(2026, 1, 5)) == date(2025, 12, 30)
    assert parse_date("29.2.", today=date(2027, 12, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (None, DateMissing), ("", DateMissing), (" \t", DateMissing),
        ("11/3/2026", DateAmbiguous), ("11/3", DateAmbiguous), ("3-11-2026", DateAmbiguous), ("3/11/26", DateAmbiguous),
        ("31.11.2026", DateImpossible), ("29.2.2026", DateImpossible), ("29.2.", DateImpossible),
        ("0.1.2026", DateImpossible), ("1.13.2026", DateImpossible), ("2026-13-01", DateImpossible),
        ("1.1.0001", DateImpossible), ("1.1.9999", DateImpossible), ("0000-00-00", DateImpossible),
        ("huomenna", DateMalformed), ("3.11.26", DateMalformed), ("3 11 2026", DateMalformed), ("2026", DateMalformed),
        ("\u0663.\u0661\u0661.\u0662\u0660\u0662\u0666", DateMalformed), ("3.11.2026x", DateMalformed),
        ("3.11.2026\x00", DateMalformed),
    ],
)  # fmt: skip
def test_dates_that_are_refused(typed: str | None, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        parse_date(typed, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", time(9)), ("9.00", time(9)), ("9:00", time(9)), ("0900", time(9)), ("900", time(9)),
        ("klo 9.30", time(9, 30)), ("09:30", time(9, 30)),
        ("Klo\u00a014.05", time(14, 5)), ("kl. 14.05", time(14, 5)), ("kl 9", time(9)),
        ("0", time(0)), ("23.59", time(23, 59)), (" 1405 ", time(14, 5)),
    ],
)  # fmt: skip
def test_times_as_people_type_them(typed: str, meant: time) -> None:
    assert parse_time(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [None, "", "24", "24.00", "9.60", "9.5", "9.", ".9", "klo", "9pm", "-9", "9.00.00", "99999", "9\x00", "\u0669"],
)
def test_times_that_are_refused(typed: str | None) -> None:
    with pytest.raises(TimeMalformed):
        parse_time(typed)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_date_is_read_in_both_forms(day: date) -> None:
    assert parse_date(day.isoformat(), today=TODAY) == day
    assert parse_date(f"{day.day}.{day.month}.{day.year}", today=TODAY) == day


@given(st.text())
def test_any_text_is_a_date_and_a_time_or_refused(text: str) -> None:
    with suppress(DateMissing, DateMalformed, DateAmbiguous, DateImpossible):
        assert isinstance(parse_date(text, today=TODAY), date)
    with suppress(TimeMalformed):
        assert isinstance(parse_time(text), time)
