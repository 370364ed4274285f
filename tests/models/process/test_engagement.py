"""Leads, pairs, starting and ending (I1, I3), and the rules of a group."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.process import (
    AssignmentKind,
    EngagementState,
    Form,
    Leaving,
    Participation,
    PayerKind,
    Standing,
    current_members,
)
from models.process.engagement import (
    EngagementOver,
    LeadMissing,
    MeetingsMissing,
    NotPlanned,
    PairFull,
    SupervisorAlreadyAssigned,
    SupervisorTakesPart,
    SupervisorUnqualified,
)
from models.process.participation import AlreadyLeft
from tests.world import Story, World


def test_a_new_lead_takes_over_at_the_same_instant(session: Session, world: World, story: Story) -> None:
    story.group.assign(story.mikael, AssignmentKind.LEAD, qualified=True, now=world.now)
    session.flush()
    for moment in (world.before, world.now - timedelta(microseconds=1)):
        assert story.group.lead_at(moment) is story.aino
    for moment in (world.now, world.now + timedelta(days=1)):
        assert story.group.lead_at(moment) is story.mikael
        assert story.group.supervisors_at(moment) == [story.mikael]


def test_a_pair_is_exactly_two(session: Session, world: World, story: Story) -> None:
    story.group.assign(story.mikael, AssignmentKind.PAIR, qualified=True, now=world.now)
    session.flush()
    assert story.group.supervisors_at(world.now) == [story.aino, story.mikael]
    with pytest.raises(PairFull):
        story.group.assign(story.joonas, AssignmentKind.PAIR, qualified=True, now=world.now)


def test_who_cannot_be_assigned(world: World, story: Story) -> None:
    with pytest.raises(SupervisorUnqualified):
        story.group.assign(story.mikael, AssignmentKind.LEAD, qualified=False, now=world.now)
    with pytest.raises(SupervisorTakesPart):
        story.group.assign(story.mikael, AssignmentKind.LEAD, qualified=True, takes_part=True, now=world.now)
    with pytest.raises(SupervisorAlreadyAssigned):
        story.group.assign(story.aino, AssignmentKind.PAIR, qualified=True, now=world.now)
    assert len(story.group.assignments) == 1


def test_an_engagement_starts_with_a_lead_and_a_meeting(world: World, story: Story) -> None:
    planned = world.engagement("Uusi ryhmä", state=EngagementState.PLANNED)
    with pytest.raises(LeadMissing):
        planned.start(meetings=1, agreed_goals=1, now=world.now)
    world.assign(planned, story.aino)
    with pytest.raises(MeetingsMissing):
        planned.start(meetings=0, agreed_goals=1, now=world.now)
    planned.start(meetings=1, agreed_goals=1, now=world.now)
    assert planned.state is EngagementState.ACTIVE
    with pytest.raises(NotPlanned):
        planned.start(meetings=1, agreed_goals=1, now=world.now)


def test_an_ended_engagement_changes_no_more(session: Session, world: World, story: Story) -> None:
    story.group.end(EngagementState.INTERRUPTED, now=world.now)
    session.flush()
    assert story.group.is_over
    kept_until = story.group.texts_kept_until(None)
    assert kept_until is not None
    assert (kept_until - world.now.date()).days == 180
    with pytest.raises(EngagementOver):
        story.group.end(EngagementState.COMPLETED, because="Ryhmä ei halunnut", now=world.now)
    with pytest.raises(EngagementOver):
        story.group.assign(story.mikael, AssignmentKind.LEAD, qualified=True, now=world.now)
    with pytest.raises(EngagementOver):
        Participation.open(story.group, story.joonas, organisation=None, payer=None, standing=Standing.EMPLOYEE, now=world.now)


@pytest.mark.parametrize(
    ("form", "fitting"),
    [
        (Form.INDIVIDUAL, {1}),
        (Form.GROUP, {3, 4, 5, 6}),
        (Form.COMMUNITY, set(range(1, 9))),
        (Form.CRISIS, set(range(1, 9))),
    ],
)
def test_how_many_people_a_form_is_meant_for(world: World, form: Form, fitting: set[int]) -> None:
    engagement = world.engagement("Koko", form)
    assert {people for people in range(9) if engagement.fits(people)} == fitting


def test_changed_rules_are_a_new_version_to_accept(story: Story) -> None:
    assert story.seats["noora"].rules_accepted
    story.group.change_rules(story.group.group_rules)
    assert story.seats["noora"].rules_accepted
    story.group.change_rules("Mitä täällä puhutaan, jää tänne. Puhelimet ovat äänettömällä.")
    assert not story.seats["noora"].rules_accepted


def test_who_left_is_not_counted(session: Session, world: World, story: Story) -> None:
    story.seats["ville"].leave(Leaving.LEFT, now=world.now)
    session.flush()
    assert len(session.scalars(current_members(story.group)).all()) == 4
    with pytest.raises(AlreadyLeft):
        story.seats["ville"].leave(Leaving.LEFT, now=world.now)


def test_a_seat_is_paid_by_an_organisation_or_by_the_person(session: Session, world: World, story: Story) -> None:
    def sit(*, payer_is_organisation: bool) -> Participation:
        payer = story.lokkiranta if payer_is_organisation else None
        person = world.person("Uusi Osallistuja" if payer else "Toinen Osallistuja")
        participation = Participation.open(
            story.group, person, organisation=story.lokkiranta, payer=payer, standing=Standing.MANAGER, now=world.now
        )
        session.add(participation)
        session.flush()
        return participation

    paid, own = sit(payer_is_organisation=True), sit(payer_is_organisation=False)
    assert (paid.seat.payer_kind, paid.seat.payer_organisation) == (PayerKind.ORGANISATION, story.lokkiranta)
    assert (own.seat.payer_kind, own.seat.payer_person) == (PayerKind.SELF, own.person)
    assert not paid.rules_accepted
