"""Who sits at a meeting, seat by seat."""

from datetime import timedelta

from sqlalchemy.orm import Session

from models.process import Leaving, Meeting, members_of
from tests.world import Story, World


def names(session: Session, meeting: Meeting) -> list[str]:
    return [member.person.name for member in session.scalars(members_of(meeting))]


def test_the_regular_members_sit_at_every_meeting(session: Session, story: Story) -> None:
    everybody = ["Noora Heikura", "Ville Anttonen", "Kim Ström", "Päivi Lahdes", "Eero Mustaoja"]
    assert names(session, story.held) == names(session, story.coming) == everybody


def test_a_substitute_sits_in_the_seat_at_that_meeting_only(session: Session, world: World, story: Story) -> None:
    world.substitute(story.seats["paivi"], story.joonas, story.today)
    assert names(session, story.today)[3] == "Joonas Rinne"
    assert names(session, story.coming)[3] == "Päivi Lahdes"
    assert len(names(session, story.today)) == 5


def test_a_substitute_who_gave_the_seat_back_before_the_meeting_does_not_sit(session: Session, world: World, story: Story) -> None:
    stand_in = world.substitute(story.seats["paivi"], story.joonas, story.today)
    stand_in.leave(Leaving.LEFT, now=world.now)
    session.flush()
    assert names(session, story.today)[3] == "Päivi Lahdes"


def test_a_substitute_whose_stay_ended_after_the_meeting_sat_at_it(session: Session, world: World, story: Story) -> None:
    stand_in = world.substitute(story.seats["paivi"], story.joonas, story.today)
    stand_in.leave(Leaving.COMPLETED, now=story.today.ends_at)
    session.flush()
    assert names(session, story.today)[3] == "Joonas Rinne"


def test_who_left_sits_until_then_and_the_newcomer_from_then_on(session: Session, world: World, story: Story) -> None:
    world.now += timedelta(days=1)
    story.seats["paivi"].leave(Leaving.REPLACED, now=world.now)
    session.flush()
    joonas = world._sit(story.seats["paivi"].seat, story.joonas, story.kuusikko, joined_at=world.now)
    assert names(session, story.today)[3] == "Päivi Lahdes"
    assert names(session, story.coming)[3] == joonas.person.name


def test_nobody_of_another_engagement_sits(session: Session, story: Story) -> None:
    assert names(session, story.other_meeting) == ["Saana Lehtovirta"]
