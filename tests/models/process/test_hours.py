"""Hours: counted from held meetings, in units of 45 minutes, and confirmed by somebody else."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from sqlalchemy.orm import Session

from models.base.forms import Form
from models.people import Person
from models.process import AssignmentKind, Confirmer, Ending, Engagement, Mark, Meeting, hour_log, members_of
from models.process.hour_log import Period, PeriodBackwards, Total, together
from models.process.hours import HoursNotGiven, OwnHours, confirm, confirmations_of, units_of
from tests.world import Story, World

ALWAYS = Period()
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("meetings", "minutes", "total", "units"),
    [
        (5, 90, 450, "10.00"),
        (5, 60, 300, "6.67"),
        (1, 60, 60, "1.33"),
        (2, 60, 120, "2.67"),
        (1, 45, 45, "1.00"),
        (1, 90, 90, "2.00"),
        (0, 90, 0, "0.00"),
        (80, 45, 3600, "80.00"),
        (7, 75, 525, "11.67"),
        (1, 5, 5, "0.11"),
        (9, 1, 9, "0.20"),
    ],
)
def test_units_are_rounded_once_from_the_sum(meetings: int, minutes: int, total: int, units: str) -> None:
    summed = together(Total(meetings=1, minutes=minutes) for _ in range(meetings))
    assert (summed.meetings, summed.minutes, summed.units) == (meetings, total, Decimal(units))
    assert str(summed.units) == units


def test_units_are_nearest_to_what_is_exact() -> None:
    assert [
        minutes for minutes in range(2000) if units_of(minutes) != (Decimal(minutes) / 45).quantize(Decimal("0.01"), ROUND_HALF_UP)
    ] == []


def alone(world: World, supervisor: Person, count: int, minutes: int, form: Form = Form.INDIVIDUAL) -> Engagement:
    """A process of a supervisor with so many meetings, all held, the last one yesterday."""
    engagement = world.engagement("Erillinen", form)
    world.assign(engagement, supervisor)
    world.member(engagement, world.person(f"Osallistuja {engagement.id}"))
    for step in range(count, 0, -1):
        world.hold(world.meeting(engagement, world.now - step * DAY, minutes=minutes))
    return engagement


def of(session: Session, person: Person, period: Period = ALWAYS) -> Total:
    totals = hour_log.given_totals(session, period, person_ids=[person.id]).get(person.id, {})
    return together(totals.values())


@pytest.mark.parametrize(("row", "units"), [((5, 90), "10.00"), ((5, 60), "6.67"), ((1, 60), "1.33")])
def test_the_worked_rows(session: Session, world: World, story: Story, row: tuple[int, int], units: str) -> None:
    count, minutes = row
    alone(world, story.mikael, count, minutes)
    total = of(session, story.mikael)
    assert (total.meetings, total.minutes, str(total.units)) == (count, count * minutes, units)


def test_each_of_a_pair_gives_all_the_minutes(session: Session, world: World, story: Story) -> None:
    engagement = alone(world, story.mikael, 5, 90)
    tuuli = world.supervisor("Tuuli Kesäniemi")
    world.assign(engagement, tuuli, AssignmentKind.PAIR)
    for person in (story.mikael, tuuli):
        total = of(session, person)
        assert (total.minutes, total.pair_minutes, total.pair_meetings, str(total.units)) == (450, 450, 5, "10.00")


def unmark(session: Session, meeting: Meeting, by: Person) -> None:
    """Take back what was marked first."""
    members = session.scalars(members_of(meeting)).all()
    meeting.take_back("world", members, by=by, now=meeting.ends_at)


def of_nobody(session: Session, meeting: Meeting, by: Person) -> None:
    members = session.scalars(members_of(meeting)).all()
    meeting.mark(dict.fromkeys(members, Mark.ABSENT), members, by=by, now=meeting.ends_at)


def cancel(_session: Session, meeting: Meeting, _by: Person) -> None:
    meeting.cancelled_at, meeting.ending = meeting.starts_at, Ending.NO_SHOW


@pytest.mark.parametrize("change", [unmark, of_nobody, cancel])
def test_only_meetings_that_were_held_count(
    session: Session, world: World, story: Story, change: Callable[[Session, Meeting, Person], None]
) -> None:
    before = of(session, story.aino).meetings
    change(session, story.held, story.aino)
    session.flush()
    assert (before, of(session, story.aino).meetings) == (3, 2)
    assert hour_log.received_totals(session, story.noora.id, ALWAYS)[Form.GROUP].meetings == 2


def test_a_supervisor_has_the_meetings_of_their_time(session: Session, world: World, story: Story) -> None:
    assignment = story.group.assignments[0]
    assignment.until = story.meetings[1].starts_at
    world.assign(story.group, story.mikael).since = story.meetings[1].starts_at
    session.flush()
    assert (of(session, story.aino).meetings, of(session, story.mikael).meetings) == (1, 2)


def test_who_took_part_has_received_what_they_were_there_for(session: Session, world: World, story: Story) -> None:
    kim = next(a for a in story.held.attendances if a.person_id == story.kim.id)
    kim.minutes_late = 20
    session.flush()
    received = {
        name: hour_log.received_totals(session, getattr(story, name).id, ALWAYS).get(Form.GROUP) for name in ("noora", "kim", "eero")
    }
    assert received == {"noora": Total(3, 270), "kim": Total(3, 250), "eero": Total(2, 180)}
    assert [hour.minutes for hour in hour_log.received_hours(session, story.kim.id, ALWAYS)] == [70, 90, 90]


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (None, None, 3),
        (date(2026, 10, 26), None, 1),
        (None, date(2026, 10, 25), 2),
        (date(2026, 9, 28), date(2026, 9, 28), 1),
        (date(2026, 9, 29), date(2026, 10, 25), 0),
    ],
)
def test_a_period_counts_both_its_days(session: Session, story: Story, first: date | None, last: date | None, count: int) -> None:
    """The story's meetings are on 31 August, 28 September and 26 October; the clocks went back on 25 October."""
    period = Period(first, last)
    assert of(session, story.aino, period).meetings == count
    assert len(session.scalars(hour_log.given_by(story.aino.id, period)).all()) == count
    assert len(hour_log.given_hours(session, story.aino.id, period)) == count


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_on_which_the_clocks_change_is_whole(session: Session, world: World, story: Story, day: date) -> None:
    engagement = world.engagement("Erillinen", Form.INDIVIDUAL)
    long_ago = world.local(day, 0) - 30 * DAY
    world.assign(engagement, story.mikael).since = long_ago
    world.member(engagement, story.joonas, joined_at=long_ago)
    for hour in (0, 23):
        world.hold(world.meeting(engagement, world.local(day, hour), minutes=60))
    counted = [of(session, story.mikael, Period(each, each)).minutes for each in (day - DAY, day, day + DAY)]
    assert counted == [0, 120, 0]


def test_a_period_does_not_go_backwards() -> None:
    with pytest.raises(PeriodBackwards):
        Period(date(2026, 2, 1), date(2026, 1, 31))


def test_somebody_else_confirms_once(session: Session, world: World, story: Story) -> None:
    assert confirm(session, story.held, story.aino, by=story.noora, role=Confirmer.PARTICIPANT, now=world.now)
    assert not confirm(session, story.held, story.aino, by=story.outi, role=Confirmer.ACCOUNT_MANAGER, now=world.now)
    total = of(session, story.aino)
    assert (total.by_participants, total.by_managers, total.confirmed_minutes) == (1, 0, 90)
    hours = hour_log.given_hours(session, story.aino.id, ALWAYS)
    assert [hour.confirmed_as for hour in hours] == [Confirmer.PARTICIPANT, None, None]


def test_nobody_confirms_their_own(session: Session, world: World, story: Story) -> None:
    with pytest.raises(OwnHours):
        confirm(session, story.held, story.aino, by=story.aino, role=Confirmer.ACCOUNT_MANAGER, now=world.now)


@pytest.mark.parametrize(("meeting", "supervisor"), [("today", "aino"), ("coming", "aino"), ("held", "mikael")])
def test_what_was_not_given_is_not_confirmed(session: Session, world: World, story: Story, meeting: str, supervisor: str) -> None:
    with pytest.raises(HoursNotGiven):
        confirm(session, getattr(story, meeting), getattr(story, supervisor), by=story.outi, role=Confirmer.ACCOUNT_MANAGER, now=world.now)


def test_a_word_does_not_outlive_the_attendance_it_was_about(session: Session, world: World, story: Story) -> None:
    confirm(session, story.held, story.aino, by=story.noora, role=Confirmer.PARTICIPANT, now=world.now)
    members = session.scalars(members_of(story.held)).all()
    later = world.now + MINUTE
    batch = story.held.mark(dict.fromkeys(members, Mark.PRESENT), members, by=story.aino, now=later)
    session.flush()
    assert of(session, story.aino).confirmed_minutes == 90, "a corrected mark of a held meeting leaves it held"
    story.held.take_back(batch, members, by=story.aino, now=later)
    unmark(session, story.held, story.aino)
    for attendance in story.held.attendances:
        attendance.mark = None
    story.held.held_at = None
    session.flush()
    assert of(session, story.aino).meetings == 2
    assert session.scalars(hour_log.no_longer_counted(story.aino.id, ALWAYS)).all() == [story.held]
    story.held.mark(dict.fromkeys(members, Mark.PRESENT), members, by=story.aino, now=later)
    session.flush()
    total = of(session, story.aino)
    assert (total.meetings, total.confirmed_minutes) == (3, 0)
    assert not confirmations_of(session, [story.held])[story.held.id, story.aino.id].counts
    assert confirm(session, story.held, story.aino, by=story.outi, role=Confirmer.ACCOUNT_MANAGER, now=later + MINUTE)
    assert (of(session, story.aino).by_managers, of(session, story.aino).confirmed_minutes) == (1, 90)


def test_a_word_is_about_the_length_that_was_confirmed(session: Session, world: World, story: Story) -> None:
    confirm(session, story.held, story.aino, by=story.noora, role=Confirmer.PARTICIPANT, now=world.now)
    story.held.ends_at += 30 * MINUTE
    session.flush()
    total = of(session, story.aino)
    assert (total.minutes, total.confirmed_minutes) == (300, 0)


def test_what_a_client_ordered_counts_each_meeting_once(session: Session, world: World, story: Story) -> None:
    world.assign(story.group, story.mikael, AssignmentKind.PAIR)
    totals = hour_log.held_totals(session, Engagement.id == story.group.id, ALWAYS)
    assert totals == {Form.GROUP: Total(3, 270)}
