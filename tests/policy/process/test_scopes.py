"""What exists for whom: engagements and meetings."""

import pytest
from sqlalchemy import Select
from sqlalchemy.orm import Session

from models.people import Person
from models.process import AssignmentKind, Engagement, EngagementState, Leaving, Meeting, Participation
from policy import allowed
from policy.process import sight_of, visible_engagements, visible_meetings
from tests.world import Story, World

EVERYTHING = {1, 2, 3, 4, 5, "other"}


def numbers(session: Session, story: Story, scope: Select[Meeting]) -> set[object]:
    return {"other" if meeting is story.other_meeting else meeting.number for meeting in session.scalars(scope)}


def names(session: Session, scope: Select[Engagement]) -> set[str]:
    return {engagement.name for engagement in session.scalars(scope)}


@pytest.mark.parametrize(
    ("who", "engagements", "meetings"),
    [
        ("outi", 2, EVERYTHING),
        ("aino", 1, {1, 2, 3, 4, 5}),
        ("mikael", 1, {"other"}),
        ("noora", 1, {1, 2, 3, 4, 5}),
        ("eero", 1, {1, 2, 3, 4, 5}),
        ("saana", 1, {"other"}),
        ("marja_liisa", 1, {1, 2, 3, 4, 5}),
        ("antti", 1, {1, 2, 3, 4, 5}),
        ("joonas", 0, set()),
        ("jaana", 0, set()),
        ("riikka", 0, set()),
        ("esko", 0, set()),
    ],
)
def test_who_knows_that_it_exists(session: Session, story: Story, who: str, engagements: int, meetings: set[object]) -> None:
    person: Person = getattr(story, who)
    assert len(names(session, visible_engagements(person))) == engagements
    assert numbers(session, story, visible_meetings(person)) == meetings


def test_a_leaver_sees_until_leaving(session: Session, world: World, story: Story) -> None:
    story.seats["ville"].leave(Leaving.LEFT, now=world.now)
    session.flush()
    assert numbers(session, story, visible_meetings(story.ville)) == {1, 2, 3}
    assert len(names(session, visible_engagements(story.ville))) == 1


def test_a_newcomer_sees_from_joining_on(session: Session, world: World, story: Story) -> None:
    world.member(story.group, story.joonas, story.kuusikko, joined_at=world.now)
    assert numbers(session, story, visible_meetings(story.joonas)) == {4, 5}


def test_who_comes_for_one_meeting_sees_that_one_only(session: Session, world: World, story: Story) -> None:
    world.substitute(story.seats["paivi"], story.joonas, story.today)
    assert numbers(session, story, visible_meetings(story.joonas)) == {4}
    assert names(session, visible_engagements(story.joonas)) == set()


def test_a_substitute_who_gave_the_seat_back_sees_nothing(session: Session, world: World, story: Story) -> None:
    world.substitute(story.seats["paivi"], story.joonas, story.today).leave(Leaving.LEFT, now=world.now)
    session.flush()
    assert numbers(session, story, visible_meetings(story.joonas)) == set()


def test_whoever_was_there_goes_on_seeing_the_meeting(session: Session, world: World, story: Story) -> None:
    stand_in = world.substitute(story.seats["paivi"], story.joonas, story.today)
    world.hold(story.today)
    stand_in.leave(Leaving.COMPLETED, now=story.today.starts_at)
    session.flush()
    assert numbers(session, story, visible_meetings(story.joonas)) == {4}


def test_a_replaced_lead_sees_the_meetings_before(session: Session, world: World, story: Story) -> None:
    world.before = world.now
    world.assign(story.group, story.mikael)
    assert numbers(session, story, visible_meetings(story.aino)) == {1, 2, 3}
    assert numbers(session, story, visible_meetings(story.mikael)) == {1, 2, 3, 4, 5, "other"}
    assert not allowed(story.aino, "attendance.mark", story.today)
    assert allowed(story.mikael, "attendance.mark", story.today)


def test_a_contact_who_no_longer_speaks_for_the_client_sees_nothing(session: Session, world: World, story: Story) -> None:
    story.lokkiranta.contacts[0].until = world.now
    session.flush()
    assert names(session, visible_engagements(story.marja_liisa)) == set()
    assert numbers(session, story, visible_meetings(story.marja_liisa)) == set()


MATRIX = {  # aino: supervises, outi: account manager, noora: takes part, marja_liisa: client's contact, jaana: administrator
    "engagement.create": {"outi"},
    "engagement.edit": {"outi"},
    "engagement.start": {"outi"},
    "engagement.end": {"outi"},
    "assignment.create": {"outi"},
    "participation.create": {"outi"},
    "meeting.create": {"outi", "aino"},
}


@pytest.mark.parametrize("action", MATRIX)
def test_who_may_do_it_to_the_engagement(story: Story, action: str) -> None:
    thing = None if action == "engagement.create" else story.group
    people = ("outi", "aino", "mikael", "noora", "marja_liisa", "jaana", "riikka", "esko")
    assert {who for who in people if allowed(getattr(story, who), action, thing)} == MATRIX[action]


def test_nothing_is_changed_in_an_ended_engagement(world: World, story: Story) -> None:

    story.group.end(EngagementState.COMPLETED, because="Ryhmä ei halunnut", now=world.now)
    assert not any(allowed(story.outi, action, story.group) for action in MATRIX if action != "engagement.create")
    assert not allowed(story.outi, "participation.end", story.seats["noora"])
    assert not allowed(story.outi, "meeting.edit", story.today)


def test_a_held_meeting_is_not_moved(story: Story) -> None:
    assert not allowed(story.outi, "meeting.edit", story.held)
    assert allowed(story.aino, "meeting.edit", story.today)


def test_only_oneself_accepts_rules(story: Story) -> None:
    assert allowed(story.noora, "participation.accept_rules", story.seats["noora"])
    assert not allowed(story.outi, "participation.accept_rules", story.seats["noora"])


def test_a_deactivated_person_may_do_nothing(world: World, story: Story) -> None:
    story.aino.deactivated_at = world.now
    assert not allowed(story.aino, "attendance.mark", story.today)
    assert not allowed(story.aino, "engagement.list")


def seen(participations: dict[str, Participation], session: Session, actor: Person, engagement: Engagement) -> set[str]:
    sight = sight_of(session, actor, engagement)
    return {name for name, participation in participations.items() if sight.names(participation)}


def test_whose_names_are_shown(session: Session, story: Story) -> None:
    everybody = set(story.seats)
    assert seen(story.seats, session, story.aino, story.group) == everybody
    assert seen(story.seats, session, story.outi, story.group) == everybody
    assert seen(story.seats, session, story.noora, story.group) == everybody
    assert seen(story.seats, session, story.marja_liisa, story.group) == {"noora", "ville"}
    assert seen(story.seats, session, story.antti, story.group) == {"kim", "paivi"}


def test_attendance_person_by_person_is_for_supervisors(session: Session, story: Story) -> None:
    marks = {who: sight_of(session, getattr(story, who), story.group).marks for who in ("aino", "outi", "noora", "antti")}
    counts = {who: sight_of(session, getattr(story, who), story.group).counts for who in ("aino", "outi", "noora", "antti")}
    assert marks == {"aino": True, "outi": False, "noora": False, "antti": False}
    assert counts == {"aino": True, "outi": True, "noora": False, "antti": True}


def test_a_contact_of_another_client_counts_for_nothing_here(session: Session, story: Story) -> None:
    assert not sight_of(session, story.antti, story.other).counts


def test_the_pair_supervises_too(session: Session, world: World, story: Story) -> None:
    world.assign(story.group, story.mikael, AssignmentKind.PAIR)
    assert allowed(story.mikael, "attendance.mark", story.today)
    assert sight_of(session, story.mikael, story.group).marks
