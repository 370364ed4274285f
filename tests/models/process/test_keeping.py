"""Until when what is left of a process is kept."""

from datetime import UTC, date, datetime

import pytest

from models.process import Engagement, Form
from models.process.keeping import Clock, clock_from, clock_of


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (datetime(2026, 9, 15, 9, tzinfo=UTC), Clock(date(2026, 10, 15), date(2027, 3, 14), date(2030, 3, 14), date(2032, 9, 15))),
        # Half past one at night here, although the day before in UTC.
        (datetime(2026, 5, 31, 22, 30, tzinfo=UTC), Clock(date(2026, 7, 1), date(2026, 11, 28), date(2029, 11, 28), date(2032, 6, 1))),
        # The leap day of 2028 is none in 2034 and 2031.
        (datetime(2028, 2, 29, 9, tzinfo=UTC), Clock(date(2028, 3, 30), date(2028, 8, 27), date(2031, 8, 27), date(2034, 3, 1))),
        (datetime(2027, 9, 2, 9, tzinfo=UTC), Clock(date(2027, 10, 2), date(2028, 2, 29), date(2031, 3, 1), date(2033, 9, 2))),
    ],
    ids=str,
)
def test_every_kind_has_a_day(end: datetime, expected: Clock) -> None:
    assert clock_from(end) == expected


def test_counted_from_the_end_else_from_the_last_meeting() -> None:
    end, last = datetime(2026, 9, 15, 9, tzinfo=UTC), datetime(2027, 1, 4, 9, tzinfo=UTC)
    going_on, over = Engagement(form=Form.GROUP, ended_at=None), Engagement(form=Form.GROUP, ended_at=end)
    assert clock_of(going_on) is None
    assert clock_of(going_on, last) == clock_from(last)
    assert clock_of(over, last) == clock_from(end)


def test_the_clock_agrees_with_what_consents_are_told() -> None:
    over = Engagement(form=Form.GROUP, ended_at=datetime(2026, 5, 31, 22, 30, tzinfo=UTC))
    clock = clock_of(over)
    assert clock is not None
    assert over.texts_kept_until(None) == clock.texts


@pytest.mark.parametrize(("today", "left"), [(date(2027, 3, 4), 10), (date(2027, 3, 13), 1), (date(2027, 3, 14), 0), (date(2028, 1, 1), 0)])
def test_days_left(today: date, left: int) -> None:
    assert clock_from(datetime(2026, 9, 15, 9, tzinfo=UTC)).days_left(today) == left
