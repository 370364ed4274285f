"""How long a sign-in lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from models.people import SignIn

START = datetime(2026, 11, 23, 7, 40, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HALF_HOUR = timedelta(minutes=30)
TEN_HOURS = timedelta(hours=10)
WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("seen", "now", "live", "lapsed"),
    [
        (timedelta(), timedelta(), True, False),
        (timedelta(), HALF_HOUR - SECOND, True, False),
        (timedelta(), HALF_HOUR, False, True),
        (TEN_HOURS - 2 * SECOND, TEN_HOURS - SECOND, True, False),
        (TEN_HOURS - SECOND, TEN_HOURS, False, True),
        (timedelta(), WEEK - SECOND, False, True),
        (timedelta(), WEEK, False, False),
    ],
    ids=["new", "almost idle", "idle", "almost old", "old", "still remembered", "forgotten"],
)
def test_a_sign_in_ends_by_idleness_and_by_age(seen: timedelta, now: timedelta, *, live: bool, lapsed: bool) -> None:
    sign_in = SignIn(created_at=START, seen_at=START + seen, ended_at=None)
    assert sign_in.is_live(now=START + now) is live
    assert sign_in.has_lapsed(now=START + now) is lapsed


def test_an_ended_sign_in_is_neither_live_nor_lapsed() -> None:
    sign_in = SignIn(created_at=START, seen_at=START, ended_at=None)
    sign_in.end(now=START + SECOND)
    sign_in.end(now=START + 2 * SECOND)
    assert sign_in.ended_at == START + SECOND
    assert not sign_in.is_live(now=START + SECOND)
    assert not sign_in.has_lapsed(now=START + HALF_HOUR)


def test_it_is_touched_once_a_minute() -> None:
    sign_in = SignIn(created_at=START, seen_at=START, ended_at=None)
    assert not sign_in.needs_touch(now=START + timedelta(seconds=59))
    assert sign_in.needs_touch(now=START + timedelta(seconds=60))
