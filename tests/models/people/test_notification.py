from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.local_time import to_local
from models.people.notification import USUAL_QUIET, NoticeSettings, QuietAllDay, after_quiet

NIGHT = (21 * 60, 7 * 60)
AFTERNOON = (12 * 60, 15 * 60 + 30)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "moment", "leaves"),
    [
        (NIGHT, "2026-11-23T18:59", "2026-11-23T18:59"),  # 20.59
        (NIGHT, "2026-11-23T19:00", "2026-11-24T05:00"),  # 21.00
        (NIGHT, "2026-11-23T22:30", "2026-11-24T05:00"),  # 0.30 of the next day
        (NIGHT, "2026-11-24T04:59", "2026-11-24T05:00"),
        (NIGHT, "2026-11-24T05:00", "2026-11-24T05:00"),
        (NIGHT, "2026-07-01T17:59", "2026-07-01T17:59"),  # summer time
        (NIGHT, "2026-07-01T18:00", "2026-07-02T04:00"),
        (AFTERNOON, "2026-11-23T09:59", "2026-11-23T09:59"),
        (AFTERNOON, "2026-11-23T10:00", "2026-11-23T13:30"),
        (AFTERNOON, "2026-11-23T13:30", "2026-11-23T13:30"),
        (None, "2026-11-23T23:00", "2026-11-23T23:00"),
        # The clocks go forward at 3 on 29 March: the night is an hour shorter.
        (NIGHT, "2026-03-28T19:00", "2026-03-29T04:00"),
        ((21 * 60, 3 * 60 + 30), "2026-03-28T22:00", "2026-03-29T01:00"),  # 3.30 does not come; 4.00 does
        # They go back at 4 on 25 October: the night is an hour longer, and 3.30 comes twice.
        (NIGHT, "2026-10-24T18:00", "2026-10-25T05:00"),
        ((21 * 60, 3 * 60 + 30), "2026-10-24T22:00", "2026-10-25T00:30"),
        ((21 * 60, 3 * 60 + 30), "2026-10-25T00:45", "2026-10-25T00:45"),  # 3.45, the first time
        ((21 * 60, 3 * 60 + 30), "2026-10-25T01:15", "2026-10-25T01:30"),  # 3.15 again: quiet again
    ],
)
def test_quiet_hours_go_by_the_clock_on_the_wall(quiet: tuple[int, int] | None, moment: str, leaves: str) -> None:
    assert after_quiet(quiet, at(moment)) == at(leaves)


@given(
    st.integers(0, 1439),
    st.integers(1, 1439),
    st.integers(0, 3 * 24 * 60),
    st.sampled_from(["2026-03-27T12:00", "2026-10-23T12:00", "2026-12-30T12:00"]),
)
def test_what_leaves_leaves_outside_quiet_hours_and_soon(start: int, length: int, minutes: int, around: str) -> None:
    quiet = (start, (start + length) % 1440)
    moment = at(around) + timedelta(minutes=minutes)
    leaves = after_quiet(quiet, moment)
    shown = to_local(leaves).hour * 60 + to_local(leaves).minute
    assert (shown - start) % 1440 >= length
    assert moment <= leaves <= moment + timedelta(hours=25)
    assert after_quiet(quiet, leaves) == leaves


def test_quiet_hours_may_be_given_up_but_not_fill_the_day() -> None:
    settings = NoticeSettings(person_id=1)
    settings.keep_quiet(USUAL_QUIET)
    assert settings.quiet == USUAL_QUIET
    with pytest.raises(QuietAllDay):
        settings.keep_quiet((480, 480))
    assert settings.quiet == USUAL_QUIET
    settings.keep_quiet(None)
    assert settings.quiet is None
