"""Meetings in time: every pair of a state and a verb, the edge of the notice, what a move keeps, and the history."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from models.base import DomainError
from models.process import Cause, ChangeKind, Ending, Engagement, EngagementState, Form, Meeting, MeetingState, Mode
from models.process.engagement import EngagementOver
from models.process.meeting_change import record
from models.process.moving import (
    MeetingBegun,
    MeetingCalledOff,
    MeetingCancelled,
    MeetingConfirmed,
    MeetingHeld,
    MeetingNotBegun,
    MeetingNotCancelled,
    MoveNowhere,
    MoveToPast,
    RestoreTooLate,
)
from tests.world import World

START = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
NOW = START - timedelta(days=7)
DURING = START + timedelta(minutes=20)


def fresh() -> Meeting:
    """A planned meeting of 90 minutes at 10 o'clock on the thirtieth."""
    engagement = Engagement(name="Ryhmä", form=Form.GROUP, state=EngagementState.ACTIVE, created_at=NOW, assignments=[])
    meeting = Meeting(
        engagement=engagement, number=2, uid="u", sequence=0, mode=Mode.ON_SITE, place="Kampus", link="", room_id=None, attendances=[]
    )
    meeting.plan(START, 90)
    return meeting


REACHED: dict[MeetingState, Callable[[Meeting], object]] = {
    MeetingState.PLANNED: lambda m: m.plan(START, 90),
    MeetingState.CONFIRMED: lambda m: m.confirm(now=NOW),
    MeetingState.HELD: lambda m: setattr(m, "held_at", START + timedelta(minutes=90)),
    MeetingState.CANCELLED_IN_TIME: lambda m: m.cancel(Cause.CLIENT, notice_hours=24, now=NOW),
    MeetingState.CANCELLED_LATE: lambda m: m.cancel(Cause.CLIENT, notice_hours=24, now=START - timedelta(hours=1)),
    MeetingState.NO_SHOW: lambda m: m.no_show(now=DURING),
    MeetingState.BY_PROVIDER: lambda m: m.cancel(Cause.PROVIDER, notice_hours=24, now=NOW),
    MeetingState.CALLED_OFF: lambda m: setattr(m, "cancelled_at", NOW),
}


def in_state(state: MeetingState) -> Meeting:
    """The meeting as it stands in that state."""
    meeting = fresh()
    REACHED[state](meeting)
    assert meeting.state is state
    return meeting


VERBS: dict[str, Callable[[Meeting], object]] = {
    "confirm": lambda m: m.confirm(now=NOW),
    "move": lambda m: m.move(START + timedelta(days=1), 90, now=NOW),
    "relocate": lambda m: m.relocate(Mode.REMOTE, link="https://etana.example/1"),
    "cancel_in_time": lambda m: m.cancel(Cause.CLIENT, notice_hours=24, now=NOW),
    "cancel_late": lambda m: m.cancel(Cause.CLIENT, notice_hours=24, now=START - timedelta(hours=1)),
    "cancel_by_provider": lambda m: m.cancel(Cause.PROVIDER, notice_hours=24, now=NOW),
    "no_show": lambda m: m.no_show(now=DURING),
    "restore": lambda m: m.restore(now=(m.cancelled_at or NOW) + timedelta(minutes=30)),
}
Outcome = MeetingState | type[DomainError]
S = MeetingState
GONE: dict[str, Outcome] = {verb: MeetingCancelled for verb in VERBS if verb != "restore"}
HELD: dict[str, Outcome] = dict.fromkeys(VERBS, MeetingHeld)
TABLE: dict[MeetingState, dict[str, Outcome]] = {
    S.PLANNED: {
        "confirm": S.CONFIRMED,
        "move": S.PLANNED,
        "relocate": S.PLANNED,
        "cancel_in_time": S.CANCELLED_IN_TIME,
        "cancel_late": S.CANCELLED_LATE,
        "cancel_by_provider": S.BY_PROVIDER,
        "no_show": S.NO_SHOW,
        "restore": MeetingNotCancelled,
    },
    S.CONFIRMED: {
        "confirm": MeetingConfirmed,
        "move": S.PLANNED,
        "relocate": S.CONFIRMED,
        "cancel_in_time": S.CANCELLED_IN_TIME,
        "cancel_late": S.CANCELLED_LATE,
        "cancel_by_provider": S.BY_PROVIDER,
        "no_show": S.NO_SHOW,
        "restore": MeetingNotCancelled,
    },
    S.HELD: HELD | {"restore": MeetingNotCancelled},
    S.CANCELLED_IN_TIME: GONE | {"restore": S.PLANNED},
    S.CANCELLED_LATE: GONE | {"restore": S.PLANNED},
    S.NO_SHOW: GONE | {"restore": S.PLANNED},
    S.BY_PROVIDER: GONE | {"restore": S.PLANNED},
    S.CALLED_OFF: GONE | {"restore": MeetingCalledOff},
}
PAIRS = [(state, verb) for state in MeetingState for verb in VERBS]


@pytest.mark.parametrize(("state", "verb"), PAIRS, ids=[f"{state}-{verb}" for state, verb in PAIRS])
def test_every_state_and_verb(state: MeetingState, verb: str) -> None:
    meeting, expected = in_state(state), TABLE[state][verb]
    if isinstance(expected, MeetingState):
        VERBS[verb](meeting)
        assert meeting.state is expected
        return
    before = {name: value for name, value in vars(meeting).items() if not name.startswith("_")}
    with pytest.raises(expected):
        VERBS[verb](meeting)
    assert {name: value for name, value in vars(meeting).items() if not name.startswith("_")} == before


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_happens_once_the_process_is_over(verb: str) -> None:
    meeting = in_state(MeetingState.CANCELLED_IN_TIME) if verb == "restore" else fresh()
    meeting.engagement.end(EngagementState.COMPLETED, because="Ryhmä ei halunnut", now=NOW)
    with pytest.raises(EngagementOver):
        VERBS[verb](meeting)


@pytest.mark.parametrize("verb", ["move", "relocate", "cancel_in_time", "restore"])
def test_what_calendars_must_hear_raises_the_sequence(verb: str) -> None:
    meeting = in_state(MeetingState.CANCELLED_IN_TIME) if verb == "restore" else fresh()
    meeting.number, before = 4, meeting.sequence
    VERBS[verb](meeting)
    assert (meeting.uid, meeting.number, meeting.sequence) == ("u", 4, before + 1)


def test_confirming_and_nothing_new_say_nothing_to_calendars() -> None:
    meeting = fresh()
    meeting.confirm(now=NOW)
    assert not meeting.relocate(Mode.ON_SITE, place="Kampus")
    assert meeting.sequence == 0


@pytest.mark.parametrize(
    ("before", "ending"),
    [
        (timedelta(hours=25), Ending.IN_TIME),
        (timedelta(hours=24), Ending.IN_TIME),
        (timedelta(hours=24) - timedelta(seconds=1), Ending.LATE),
        (timedelta(hours=23), Ending.LATE),
        (timedelta(seconds=1), Ending.LATE),
    ],
)
def test_the_edge_of_the_notice(before: timedelta, ending: Ending) -> None:
    meeting = fresh()
    assert meeting.cancel(Cause.CLIENT, notice_hours=24, now=START - before) is ending
    assert meeting.is_used is (ending is Ending.LATE)


def test_the_moment_the_word_came_counts() -> None:
    came = START - timedelta(hours=26)
    assert fresh().cancel(Cause.CLIENT, notice_hours=24, received_at=came, now=START - timedelta(hours=2)) is Ending.IN_TIME
    ahead = START - timedelta(minutes=5)
    assert fresh().cancel(Cause.CLIENT, notice_hours=24, received_at=ahead, now=START - timedelta(hours=25)) is Ending.IN_TIME


@pytest.mark.parametrize("start", [datetime(2027, 3, 29, 7, 0, tzinfo=UTC), datetime(2026, 10, 26, 8, 0, tzinfo=UTC)])
def test_a_notice_is_hours_also_over_a_change_of_the_clocks(start: datetime) -> None:
    meeting = fresh()
    meeting.plan(start, 90)
    assert start - meeting.free_until(48) == timedelta(hours=48)


@pytest.mark.parametrize(
    ("to", "refusal"),
    [(NOW, MoveToPast), (NOW - timedelta(seconds=1), MoveToPast), (START, MoveNowhere)],
)
def test_times_that_a_meeting_is_not_moved_to(to: datetime, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        fresh().move(to, 90, now=NOW)


def test_a_begun_meeting_is_not_cancelled_and_one_ahead_has_no_no_show() -> None:
    with pytest.raises(MeetingBegun):
        fresh().cancel(Cause.CLIENT, notice_hours=24, now=START)
    with pytest.raises(MeetingBegun):
        fresh().confirm(now=START)
    with pytest.raises(MeetingNotBegun):
        fresh().no_show(now=START - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("after", "start", "state"),
    [
        (timedelta(hours=24), START, MeetingState.CONFIRMED),
        (timedelta(hours=24, seconds=1), START, None),
        (timedelta(minutes=30), NOW + timedelta(minutes=30), None),
        (timedelta(minutes=29), NOW + timedelta(minutes=30), MeetingState.CONFIRMED),
    ],
)
def test_a_cancellation_is_taken_back_soon_after(after: timedelta, start: datetime, state: MeetingState | None) -> None:
    meeting = fresh()
    meeting.plan(start, 90)
    meeting.confirm(now=NOW - timedelta(days=1))
    meeting.cancel(Cause.CLIENT, notice_hours=24, now=NOW)
    if state is None:
        with pytest.raises(RestoreTooLate):
            meeting.restore(now=NOW + after)
        return
    meeting.restore(now=NOW + after)
    assert (meeting.state, meeting.ending) == (state, None)


def test_history_tells_what_changed(session: Session) -> None:
    world = World(session)
    story = world.story()
    meeting, wanted = story.coming, story.coming.starts_at + timedelta(days=1)
    old = (meeting.starts_at, meeting.ends_at)
    former = meeting.move(wanted, 90, now=world.now)
    moved = record(session, meeting, ChangeKind.MOVED, Cause.CLIENT, by=story.aino, now=world.now, former=former, uses_free_move=True)
    meeting.cancel(Cause.PROVIDER, notice_hours=24, now=world.now)
    gone = record(session, meeting, ChangeKind.CANCELLED, Cause.PROVIDER, by=None, now=world.now)
    session.flush()
    assert (moved.former_start, moved.former_end, moved.new_start) == (*old, wanted)
    assert (gone.former_start, gone.new_start, gone.by_id) == (wanted, None, None)
