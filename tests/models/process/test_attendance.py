"""Marking who came, taking it back, and when a meeting is held."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.process import Leaving, Mark, Meeting, Participation, members_of
from models.process.meeting import AttendanceOfCancelled, AttendanceTooEarly, LatenessImpossible, NotInMeeting
from models.process.moving import MeetingHeld
from tests.world import Story, World


def everybody(session: Session, meeting: Meeting) -> list[str]:
    return [str(meeting.mark_of(member)) for member in session.scalars(members_of(meeting))]


def test_a_meeting_is_held_when_everybody_is_marked(session: Session, world: World, story: Story) -> None:
    members = session.scalars(members_of(story.today)).all()
    for count, member in enumerate(members, start=1):
        story.today.mark({member: Mark.PRESENT}, members, by=story.aino, now=world.now)
        assert story.today.is_held == (count == len(members))


def test_all_present_and_back_to_what_was_marked(session: Session, world: World, story: Story) -> None:
    members = session.scalars(members_of(story.today)).all()
    story.today.mark({members[2]: Mark.LATE}, members, by=story.aino, now=world.now)
    batch = story.today.mark(dict.fromkeys(members, Mark.PRESENT), members, by=story.aino, now=world.now)
    assert everybody(session, story.today) == ["present"] * 5
    assert story.today.is_held
    changed = story.today.take_back(batch, members, by=story.aino, now=world.now)
    assert len(changed) == 5
    assert everybody(session, story.today) == ["None", "None", "late", "None", "None"]
    assert not story.today.is_held
    assert story.today.take_back(batch, members, by=story.aino, now=world.now) == []


def test_taking_back_leaves_what_was_marked_since(session: Session, world: World, story: Story) -> None:
    members = session.scalars(members_of(story.today)).all()
    batch = story.today.mark(dict.fromkeys(members, Mark.PRESENT), members, by=story.aino, now=world.now)
    story.today.mark({members[0]: Mark.ABSENT}, members, by=story.aino, now=world.now)
    story.today.take_back(batch, members, by=story.aino, now=world.now)
    assert everybody(session, story.today) == ["absent", "None", "None", "None", "None"]


def test_attendance_opens_with_the_local_day(session: Session, world: World, story: Story) -> None:
    members = session.scalars(members_of(story.today)).all()
    midnight = world.local(story.today.starts_at.date(), 0)
    with pytest.raises(AttendanceTooEarly):
        story.today.mark({members[0]: Mark.PRESENT}, members, by=story.aino, now=midnight - timedelta(microseconds=1))
    assert story.today.attendances == []
    story.today.mark({members[0]: Mark.PRESENT}, members, by=story.aino, now=midnight)


def test_only_who_sits_there_is_marked(session: Session, world: World, story: Story) -> None:
    world.substitute(story.seats["paivi"], story.joonas, story.today)
    members = session.scalars(members_of(story.today)).all()
    with pytest.raises(NotInMeeting):
        story.today.mark({story.seats["paivi"]: Mark.PRESENT}, members, by=story.aino, now=world.now)


def test_a_held_meeting_stays_where_it_was(world: World, story: Story) -> None:
    with pytest.raises(MeetingHeld):
        story.held.plan(world.now, 90)
    story.coming.plan(world.now + timedelta(days=2), 75)
    assert story.coming.minutes == 75


def change(world: World, story: Story, what: str) -> None:
    """Päivi's seat, or one more, changes before the fourth meeting or after it."""
    seat, start = story.seats["paivi"], story.today.starts_at
    minute = timedelta(minutes=1)
    if what.startswith("left"):
        seat.leave(Leaving.LEFT, now=start + minute if what.endswith("afterwards") else start - minute)
    elif what.startswith("joined"):
        world.member(story.group, story.joonas, joined_at=start + minute if what.endswith("afterwards") else start - minute)
    elif what == "swapped once":
        world.substitute(seat, story.joonas, story.today)
    elif what == "swapped for good":
        seat.leave(Leaving.REPLACED, now=start - minute)
        new = Participation(engagement=seat.engagement, seat=seat.seat, person=story.joonas, joined_at=start - minute)
        world.session.add(new)
    world.session.flush()


def test_how_late_is_kept_with_the_mark_and_comes_back(session: Session, world: World, story: Story) -> None:
    members = session.scalars(members_of(story.today)).all()
    story.today.mark({members[0]: Mark.LATE}, members, by=story.aino, now=world.now, minutes_late=15)
    batch = story.today.mark(dict.fromkeys(members, Mark.PRESENT), members, by=story.aino, now=world.now)
    assert story.today.minutes_late_of(members[0]) is None
    story.today.take_back(batch, members, by=story.aino, now=world.now)
    assert (story.today.mark_of(members[0]), story.today.minutes_late_of(members[0])) == (Mark.LATE, 15)


@pytest.mark.parametrize("minutes", [-1, 0, 91, 10**9])
def test_nobody_is_later_than_the_meeting_lasts(session: Session, world: World, story: Story, minutes: int) -> None:
    members = session.scalars(members_of(story.today)).all()
    with pytest.raises(LatenessImpossible):
        story.today.mark({members[0]: Mark.LATE}, members, by=story.aino, now=world.now, minutes_late=minutes)
    assert story.today.attendances == []


def test_what_was_cancelled_is_not_marked(session: Session, world: World, story: Story) -> None:
    members = session.scalars(members_of(story.today)).all()
    batch = story.today.mark({members[0]: Mark.PRESENT}, members, by=story.aino, now=world.now)
    story.today.cancelled_at = world.now
    with pytest.raises(AttendanceOfCancelled):
        story.today.mark({members[0]: Mark.ABSENT}, members, by=story.aino, now=world.now)
    with pytest.raises(AttendanceOfCancelled):
        story.today.take_back(batch, members, by=story.aino, now=world.now)
