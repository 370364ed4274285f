"""Times of meetings: what speaks against one, which are free, and whole series of them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from models.base.local_time import from_local, to_local
from models.people import Person
from models.process import CalendarException, Closure, ExceptionKind, Mode, Room, SupervisorCalendar, WorkingHours
from models.process.booking import book
from models.process.planning import ConflictKind, Proposal, conflicts, free_times, keep_or_move, propose
from models.process.series import is_holiday
from tests.world import Story, World, memory

HOUR = timedelta(hours=1)
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
DAYTIME = st.builds(time, st.integers(7, 20), st.sampled_from((0, 15, 30, 45)))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """By the clocks of Helsinki."""
    return from_local(day, time(hour, minute))


def written(proposals: list[Proposal]) -> list[str]:
    """The proposed times as people read them."""
    return [f"{to_local(each.start):%-d.%-m.%Y %H.%M}" for each in proposals]


def kinds(session: Session, person: Person, start: datetime, room: Room | None = None, **more: object) -> list[str]:
    """What speaks against an hour from then on."""
    return [conflict.kind.value for conflict in conflicts(session, [person], room, start, start + HOUR, **more)]  # type: ignore[arg-type]


def free(session: Session, first: datetime, count: int, interval: int, **more: object) -> list[Proposal]:
    """A series of nobody in particular."""
    return propose(session, None, first, count, interval, minutes=60, supervisors=[], **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (at(date(2026, 10, 7), 10), ["7.10.2026 10.00", "4.11.2026 10.00", "2.12.2026 10.00"]),  # the clocks went back on 25.10.
        (at(date(2027, 3, 3), 10), ["3.3.2027 10.00", "31.3.2027 10.00", "28.4.2027 10.00"]),  # and forward on 28.3.
    ],
)
def test_a_series_keeps_its_time_on_the_wall(session: Session, first: datetime, expected: list[str]) -> None:
    assert written(free(session, first, 3, 28)) == expected


def test_a_time_that_does_not_exist_is_passed_over(session: Session) -> None:
    assert written(free(session, from_local(date(2027, 2, 28), time(3, 30)), 2, 28)) == ["28.2.2027 03.30", "4.4.2027 03.30"]


@given(DAYS, DAYTIME, st.integers(1, 8), st.integers(1, 60))
def test_any_series(day: date, clock: time, count: int, interval: int) -> None:
    with memory() as session:
        proposals = free(session, from_local(day, clock), count, interval)
    local = [to_local(each.start) for each in proposals]
    assert len(local) == count
    assert {each.time() for each in local} == {clock}
    assert not any(is_holiday(each.date()) for each in local)
    assert all(later.date() - earlier.date() >= timedelta(days=interval) for earlier, later in pairwise(local))
    if interval % 7 == 0:
        assert len({each.weekday() for each in local}) == 1


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(7, 19), st.sampled_from((45, 90, 300))), max_size=12), st.integers(1, 30))
def test_no_series_overlaps_anything(busy: list[tuple[int, int, int]], interval: int) -> None:
    with memory() as session:
        world = World(session)
        person, engagement = world.supervisor("Tuuli Kaski"), world.engagement("Muut")
        world.assign(engagement, person)
        taken: list[tuple[datetime, datetime]] = []
        for days, hour, minutes in busy:
            start = at(date(2026, 12, 1) + timedelta(days=days), hour)
            end = start + timedelta(minutes=minutes)
            if not any(start < other_end and end > other for other, other_end in taken):
                world.meeting(engagement, start, minutes=minutes)
                taken.append((start, end))
        proposals = propose(session, None, at(date(2026, 12, 1), 10), 4, interval, minutes=90, supervisors=[person])
    times = [(each.start, each.end) for each in proposals]
    times += [(other, other + timedelta(minutes=90)) for each in proposals for other in each.alternatives]
    assert not any(start < other_end and end > other for start, end in times for other, other_end in taken)
    chosen = sorted((each.start, each.end) for each in proposals)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(chosen))


def test_what_is_taken_moves_a_week_and_the_series_goes_on_from_there(session: Session, world: World, story: Story) -> None:
    first = story.coming.starts_at - timedelta(days=28)  # today's own meeting is at that time as well
    proposals = propose(session, story.group, first, 3, 28, minutes=90)
    assert written(proposals) == ["30.11.2026 10.00", "28.12.2026 10.00", "25.1.2027 10.00"]
    assert [each.kind for each in proposals[0].conflicts] == [ConflictKind.SUPERVISOR_TAKEN]
    assert proposals[0].is_impossible
    assert proposals[0].alternatives
    assert all(not kinds(session, story.aino, other) for other in proposals[0].alternatives)
    assert proposals[1].alternatives == ()


def test_a_crisis_series_stays_within_its_days(session: Session, world: World, story: Story) -> None:
    busy = world.engagement("Muut")
    world.assign(busy, story.mikael)
    first = world.local(date(2026, 11, 24), 9)
    for days in range(10, 15):  # everything around the third meeting's hour
        world.meeting(busy, world.local(date(2026, 11, 24) + timedelta(days=days), 8, 30), minutes=90)
    proposals = propose(session, None, first, 3, 5, minutes=90, supervisors=[story.mikael], within_days=14)
    assert written(proposals) == ["24.11.2026 09.00", "29.11.2026 09.00", "4.12.2026 10.00"]


def test_a_first_meeting_that_was_agreed_moves_only_for_somebody_taken(session: Session, story: Story) -> None:
    holiday = at(date(2027, 1, 6), 10)
    assert written(free(session, holiday, 1, 28, keep_first=True)) == ["6.1.2027 10.00"]
    assert written(free(session, holiday, 1, 28)) == ["13.1.2027 10.00"]
    moved = propose(session, None, story.coming.starts_at, 1, 28, minutes=60, supervisors=[story.aino], keep_first=True)
    assert written(moved) == ["28.12.2026 10.00"]


def test_agreed_times_stay_unless_taken(session: Session, story: Story) -> None:
    times = [story.coming.starts_at, story.coming.starts_at + timedelta(days=7), at(date(2027, 1, 6), 10)]
    kept = keep_or_move(session, None, times, minutes=90, supervisors=[story.aino])
    assert written(kept) == ["4.1.2027 10.00", "28.12.2026 10.00", "6.1.2027 10.00"]
    assert [each.is_moved for each in kept] == [True, False, False]


def test_two_chosen_times_that_overlap_do_not_both_stay(session: Session) -> None:
    start = at(date(2026, 12, 1), 10)
    kept = keep_or_move(session, None, [start, start + HOUR], minutes=90, supervisors=[])
    assert [each.is_moved for each in kept] == [False, True]


def test_every_kind_of_conflict(session: Session, world: World, story: Story) -> None:
    room = Room(name="Kuusi")
    session.add_all([room, Closure(first=date(2026, 12, 28), last=date(2026, 12, 30), name="Välipäivät")])
    story.coming.room = room
    book(session, story.coming)
    busy = story.coming.starts_at
    assert kinds(session, story.aino, busy) == ["supervisor_taken"]
    assert kinds(session, story.mikael, busy, room) == ["room_taken"]
    assert kinds(session, story.aino, busy, room, besides=story.coming) == []
    assert kinds(session, story.aino, busy, room, besides=[story.coming]) == []
    assert kinds(session, story.aino, at(date(2026, 12, 29), 10)) == ["closure"]
    assert kinds(session, story.aino, at(date(2026, 12, 25), 10)) == ["holiday"]
    session.add(WorkingHours(person_id=story.mikael.id, weekday=1, from_minute=8 * 60, until_minute=16 * 60))
    session.add(exception(story.mikael, ExceptionKind.AWAY, date(2026, 12, 8)))
    session.add(exception(story.mikael, ExceptionKind.EXTRA, date(2026, 12, 9)))
    session.flush()
    assert [kinds(session, story.mikael, at(date(2026, 12, day), 10)) for day in (1, 8, 9, 10)] == [[], ["away"], [], ["outside_hours"]]
    assert kinds(session, story.mikael, at(date(2026, 12, 1), 15, 30)) == ["outside_hours"]


def exception(person: Person, kind: ExceptionKind, day: date) -> CalendarException:
    """Of one whole day."""
    return CalendarException(person_id=person.id, kind=kind, starts_at=at(day, 0), ends_at=at(day + timedelta(days=1), 0))


def test_extra_hours_join_usual_ones(session: Session, story: Story) -> None:
    day = date(2026, 12, 1)
    session.add(WorkingHours(person_id=story.mikael.id, weekday=1, from_minute=8 * 60, until_minute=16 * 60))
    extra = CalendarException(person_id=story.mikael.id, kind=ExceptionKind.EXTRA, starts_at=at(day, 16), ends_at=at(day, 17))
    session.add(extra)
    session.flush()
    assert kinds(session, story.mikael, at(day, 15, 30)) == []


@pytest.mark.parametrize(("day", "clock"), [(date(2026, 10, 25), 3), (date(2028, 3, 26), 4)])
def test_working_hours_are_hours_on_the_wall(session: Session, story: Story, day: date, clock: int) -> None:
    session.add(WorkingHours(person_id=story.mikael.id, weekday=6, from_minute=clock * 60, until_minute=(clock + 2) * 60))
    session.flush()
    assert kinds(session, story.mikael, at(day, clock)) == []
    assert kinds(session, story.mikael, at(day, clock + 2)) == ["outside_hours"]


def test_little_time_to_travel_is_a_warning_only(session: Session, world: World, story: Story) -> None:
    session.add(SupervisorCalendar(person_id=story.aino.id, travel_minutes=45))
    session.flush()
    after = story.coming.ends_at + timedelta(minutes=30)
    assert kinds(session, story.aino, after) == ["travel"]
    assert kinds(session, story.aino, after, mode=Mode.REMOTE) == []
    assert kinds(session, story.aino, after + timedelta(minutes=15)) == []
    assert written(propose(session, None, after, 1, 28, minutes=60, supervisors=[story.aino])) == ["21.12.2026 12.00"]


def test_free_times_are_free_and_near(session: Session, story: Story) -> None:
    busy = story.coming.starts_at
    times = free_times(session, [story.aino], None, busy, 90, limit=4, after=busy - timedelta(days=1))
    assert [f"{to_local(each):%-d.%-m. %H.%M}" for each in times] == ["21.12. 08.30", "22.12. 10.00", "28.12. 10.00", "29.12. 10.00"]
    assert min(free_times(session, [story.aino], None, busy, 90, after=busy)) > busy


def test_two_closed_weeks_take_the_series_past_them(session: Session) -> None:
    session.add(Closure(first=date(2027, 7, 5), last=date(2027, 7, 18), name="Kesäsulku"))
    session.flush()
    assert written(free(session, at(date(2027, 6, 7), 10), 3, 28)) == ["7.6.2027 10.00", "19.7.2027 10.00", "16.8.2027 10.00"]


def test_who_is_never_free_still_gets_a_time_nobody_else_has(session: Session, story: Story) -> None:
    session.add(WorkingHours(person_id=story.aino.id, weekday=6, from_minute=0, until_minute=10))
    session.flush()
    taken = propose(session, None, story.coming.starts_at, 1, 28, minutes=90, supervisors=[story.aino])
    assert kinds(session, story.aino, taken[0].start) == ["outside_hours"]


@pytest.mark.parametrize("count", [1, 5, 40])
def test_a_whole_series_costs_as_many_statements_as_one(session: Session, story: Story, count: int) -> None:
    statements: list[str] = []

    def note(*details: object) -> None:
        statements.append(str(details[2]))

    session.flush()
    event.listen(session.get_bind(), "before_cursor_execute", note)
    try:
        propose(session, None, datetime(2026, 12, 1, 8, tzinfo=UTC), count, 7, minutes=60, supervisors=[story.aino, story.mikael])
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", note)
    assert len(statements) == 5
