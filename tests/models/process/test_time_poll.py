"""Polls of times: what may be asked, answered and closed in which state."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from models.base import DomainError
from models.process import EngagementState, Leaving, Suits, TimePoll, polling
from models.process.booking import book
from models.process.engagement import EngagementOver
from models.process.moving import MeetingBegun, MeetingCancelled, MeetingHeld
from models.process.time_poll import (
    DeadlinePast,
    DeadlineTooLate,
    PollClosed,
    TimeGone,
    TimePast,
    TimeRepeated,
    TimesTooFew,
    TimesTooMany,
)
from tests.market.pages import DAY, poll
from tests.world import Story, World

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("days", "deadline", "refusal"),
    [
        ([], 1, TimesTooFew),
        ([20], 1, TimesTooFew),
        ([20, 20], 1, TimeRepeated),
        (list(range(10, 19)), 1, TimesTooMany),
        ([-1, 20], 1, TimePast),
        ([0, 20], 1, TimePast),
        ([20, 21], 0, DeadlinePast),
        ([20, 21], -1, DeadlinePast),
        ([20, 21], 20, DeadlineTooLate),
        ([40, 41], 29, DeadlineTooLate),  # the meeting itself is in four weeks
    ],
)
def test_what_cannot_be_asked(story: Story, world: World, days: list[int], deadline: int, refusal: type[DomainError]) -> None:
    starts = [world.now + DAY * day for day in days]
    with pytest.raises(refusal):
        TimePoll.ask(story.coming, starts, by=story.aino, deadline=world.now + DAY * deadline, now=world.now)


@pytest.mark.parametrize("count", [2, 8])
def test_times_are_as_long_as_the_meeting_and_in_order(story: Story, world: World, count: int) -> None:
    starts = [world.now + DAY * (20 - day) for day in range(count)]
    asked = TimePoll.ask(story.coming, starts, by=story.aino, deadline=world.now + DAY, now=world.now)
    assert [time.starts_at for time in asked.times] == sorted(starts)
    assert {time.ends_at - time.starts_at for time in asked.times} == {timedelta(minutes=90)}


def _hold(story: Story, world: World) -> None:
    story.coming.held_at = world.now


def _cancel(story: Story, world: World) -> None:
    story.coming.cancelled_at = world.now


def _begin(story: Story, world: World) -> None:
    story.coming.starts_at, story.coming.ends_at = world.now, world.now + HOUR


def _end(story: Story, world: World) -> None:
    story.group.end(EngagementState.INTERRUPTED, now=world.now)


ENDS: dict[Callable[[Story, World], None], type[DomainError]] = {
    _hold: MeetingHeld,
    _cancel: MeetingCancelled,
    _begin: MeetingBegun,
    _end: EngagementOver,
}


@pytest.mark.parametrize("end", ENDS)
def test_of_what_is_over_nothing_is_asked(story: Story, world: World, end: Callable[[Story, World], None]) -> None:
    end(story, world)
    with pytest.raises(ENDS[end]):
        poll(world, story)


# State -> (takes an answer, can be closed).
STATES = {"open": (True, True), "over its deadline": (False, True), "closed": (False, False), "of a cancelled meeting": (False, True)}


@pytest.mark.parametrize("state", STATES)
def test_what_may_be_done_in_which_state(story: Story, world: World, state: str) -> None:
    asked, now = poll(world, story), world.now + HOUR
    if state == "over its deadline":
        now = asked.deadline
    elif state == "closed":
        asked.close(None, (), now=now)
    elif state == "of a cancelled meeting":
        story.coming.cancelled_at = now
    assert (
        _goes(lambda: asked.answer(story.noora, {asked.times[0].id: Suits.YES}, now=now)),
        _goes(lambda: asked.close(None, (), now=now)),
    ) == (STATES[state])


def test_an_answer_is_changed_and_not_added(story: Story, world: World) -> None:
    asked = poll(world, story)
    first, second = asked.times[0], asked.times[1]
    asked.answer(story.noora, {first.id: Suits.YES, second.id: Suits.NO, 999: Suits.YES}, now=world.now)
    asked.answer(story.noora, {first.id: Suits.IF_NEEDED}, now=world.now + HOUR)
    assert [(a.suits, a.answered_at) for a in first.answers] == [(Suits.IF_NEEDED, world.now + HOUR)]
    assert [a.suits for a in second.answers] == [Suits.NO]


def test_whoever_leaves_is_not_counted(story: Story, world: World) -> None:
    asked, first = poll(world, story), 0
    for person, suits in ((story.noora, Suits.YES), (story.ville, Suits.YES), (story.kim, Suits.NO)):
        asked.answer(person, {asked.times[first].id: suits}, now=world.now)
    world.session.flush()
    assert polling.counts(world.session, asked)[asked.times[first].id] == {Suits.YES: 2, Suits.NO: 1}
    story.seats["noora"].leave(Leaving.LEFT, now=world.now)
    world.session.flush()
    assert polling.counts(world.session, asked)[asked.times[first].id] == {Suits.YES: 1, Suits.NO: 1}


def test_a_time_is_gone_when_the_supervisor_or_the_clock_has_taken_it(story: Story, world: World) -> None:
    asked = poll(world, story)
    taken, free, later = asked.times
    rival = world.engagement("Toinen ryhmä")
    world.assign(rival, story.aino)
    book(world.session, world.meeting(rival, taken.starts_at + HOUR))
    book(world.session, world.meeting(rival, free.ends_at))  # begins as it ends
    book(world.session, story.coming)
    assert polling.gone(world.session, asked, now=world.now) == {taken.id}
    assert polling.gone(world.session, asked, now=free.starts_at) == {taken.id, free.id}
    with pytest.raises(TimeGone):
        asked.close(taken, {taken.id}, now=world.now)
    with pytest.raises(TimeGone):
        asked.close(later, (), now=later.starts_at)
    asked.close(later, {taken.id}, now=world.now)
    assert [time.chosen for time in asked.times] == [False, False, True]
    with pytest.raises(PollClosed):
        asked.close(later, (), now=world.now)


def test_who_is_waited_for(story: Story, world: World) -> None:
    asked, session = poll(world, story), world.session
    asked.answer(story.noora, {asked.times[0].id: Suits.NO}, now=world.now)
    session.flush()
    waiting = [
        name for name in ("noora", "ville", "aino", "saana") if session.scalars(polling.waiting_for(getattr(story, name), world.now)).all()
    ]
    assert waiting == ["ville"]
    assert session.scalars(polling.due(asked.deadline)).all() == [asked]
    assert session.scalars(polling.due(world.now)).all() == []
    assert session.scalars(polling.waiting_for(story.ville, asked.deadline)).all() == []


def _goes(act: Callable[[], None]) -> bool:
    try:
        act()
    except DomainError:
        return False
    return True
