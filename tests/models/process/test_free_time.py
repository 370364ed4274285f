"""Single times and closed days: what is kept, what is refused, and which meetings they touch."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from models.base import DomainError
from models.base.local_time import to_local
from models.process import ExceptionKind, Meeting
from models.process.free_time import (
    ClosurePast,
    ClosureReversed,
    ClosureTooLong,
    ExceptionOverlaps,
    ExceptionPast,
    ExceptionReversed,
    ExceptionTooLong,
    Week,
    close,
    except_for,
    keep_week,
    meetings_on,
    midnight,
    week_of,
)
from tests.world import Story, World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "end", "refusal"),
    [
        (DAY, DAY, ExceptionReversed),
        (DAY, HOUR, ExceptionReversed),
        (-DAY, -HOUR, ExceptionPast),
        (-DAY, timedelta(), ExceptionPast),
        (DAY, 800 * DAY, ExceptionTooLong),
        (3 * DAY, 5 * DAY, ExceptionOverlaps),
        (5 * HOUR, 2 * DAY + HOUR, ExceptionOverlaps),
        (2 * DAY + HOUR, 2 * DAY + 2 * HOUR, ExceptionOverlaps),
    ],
)
def test_refused_exceptions(
    session: Session, world: World, story: Story, *, start: timedelta, end: timedelta, refusal: type[DomainError]
) -> None:
    now = world.now
    except_for(session, story.aino.id, ExceptionKind.AWAY, now + 2 * DAY, now + 4 * DAY, now=now)
    with pytest.raises(refusal):
        except_for(session, story.aino.id, ExceptionKind.AWAY, now + start, now + end, now=now)


def test_exceptions_that_touch_or_say_something_else(session: Session, world: World, story: Story) -> None:
    now = world.now
    for person, kind, start in ((story.aino, "away", 0), (story.aino, "away", 1), (story.aino, "extra", 0), (story.mikael, "away", 0)):
        kept = except_for(session, person.id, ExceptionKind(kind), now + start * DAY, now + (start + 1) * DAY, now=now)
        assert kept.id


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (date(2026, 12, 2), date(2026, 12, 1), ClosureReversed),
        (date(2026, 11, 1), date(2026, 11, 22), ClosurePast),
        (date(2026, 12, 1), date(2027, 12, 1), ClosureTooLong),
    ],
)
def test_refused_closures(first: date, last: date, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        close(first, last, "", today=date(2026, 11, 23))


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 24)], ids=str)
def test_a_closed_day_is_the_day_of_the_clocks(session: Session, world: World, story: Story, day: date) -> None:
    def meeting(moment: datetime) -> Meeting:
        return world.meeting(story.other, moment, minutes=30)

    inside = [meeting(midnight(day)), meeting(midnight(day + DAY) - HOUR)]
    meeting(midnight(day) - HOUR)
    meeting(midnight(day + DAY))
    meeting(midnight(day) + 5 * HOUR).cancelled_at = world.now
    session.flush()
    found = session.scalars(meetings_on(day, day, now=midnight(day) - DAY)).all()
    assert found == inside
    assert {to_local(each.starts_at).date() for each in found} == {day}


def test_every_save_is_another_version(session: Session, story: Story) -> None:
    hours = {0: [(540, 720), (780, 960)], 6: [(600, 660)]}
    assert week_of(session, story.aino.id) == Week({})
    keep_week(session, story.aino.id, Week(hours, 3, 30))
    assert week_of(session, story.aino.id) == Week(hours, 3, 30, version=1)
    keep_week(session, story.aino.id, Week({1: [(540, 720)]}, 3, 30))
    assert week_of(session, story.aino.id) == Week({1: [(540, 720)]}, 3, 30, version=2)
