"""How much longer each failure makes the next try wait."""

from datetime import UTC, datetime, timedelta

import pytest

from models.people import Throttle
from models.people.throttle import ACCOUNT, FORGET_AFTER, NETWORK, PAIR, Pace

NOW = datetime(2026, 11, 23, 7, 40, tzinfo=UTC)


def after(failures: int, pace: Pace) -> Throttle:
    throttle = Throttle(key="k", failures=0, last_failure_at=NOW)
    for _ in range(failures):
        throttle.fail(pace, now=NOW)
    return throttle


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (5, 0), (6, 2), (7, 4), (8, 8), (14, 512), (15, 900), (50, 900), (5000, 900)],
)
def test_the_wait_doubles_up_to_its_longest(failures: int, seconds: int) -> None:
    assert after(failures, PAIR).wait(now=NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize("pace", [PAIR, NETWORK, ACCOUNT])
def test_nobody_is_locked_out(pace: Pace) -> None:
    throttle = after(10_000, pace)
    assert throttle.wait(now=NOW + pace.longest) == timedelta()
    assert pace.longest <= timedelta(minutes=15)


def test_a_day_makes_it_forget() -> None:
    throttle = after(20, PAIR)
    throttle.fail(PAIR, now=NOW + FORGET_AFTER)
    assert throttle.failures == 1


def test_a_right_try_is_taken_back_and_may_clear_all() -> None:
    throttle = after(7, PAIR)
    throttle.forgive()
    assert (throttle.failures, throttle.wait(now=NOW)) == (6, timedelta())
    throttle.clear()
    assert throttle.failures == 0
