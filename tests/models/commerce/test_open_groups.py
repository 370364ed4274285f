"""Open groups and applications: every state and every verb, and what a freed seat does."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.base import DomainError
from models.base.local_time import to_local
from models.commerce import seating
from models.commerce.agreement import Agreement, AgreementState
from models.commerce.open_group import (
    AgreementBinds,
    Application,
    ApplicationMoved,
    ApplicationState,
    GroupIncomplete,
    GroupInPast,
    GroupMoved,
    GroupState,
    GroupWithoutSupervisor,
    OfferOver,
    OpenGroup,
    ReasonMissing,
    SeatsTaken,
    Verb,
)
from models.people import Person
from tests.market.groups import Groups, states
from tests.world import Story, World

S, V = ApplicationState, Verb
# Where each verb leads from each state; what is not written is refused.
ALLOWED = {
    (S.APPLIED, V.ACCEPT): S.ACCEPTED,
    (S.APPLIED, V.WAITLIST): S.WAITLISTED,
    (S.APPLIED, V.DECLINE): S.DECLINED,
    (S.APPLIED, V.WITHDRAW): S.WITHDRAWN,
    (S.WAITLISTED, V.ACCEPT): S.ACCEPTED,
    (S.WAITLISTED, V.OFFER): S.OFFERED,
    (S.WAITLISTED, V.DECLINE): S.DECLINED,
    (S.WAITLISTED, V.WITHDRAW): S.WITHDRAWN,
    (S.OFFERED, V.TAKE): S.ACCEPTED,
    (S.OFFERED, V.RETURN): S.WAITLISTED,
    (S.OFFERED, V.EXPIRE): S.EXPIRED,
    (S.OFFERED, V.DECLINE): S.DECLINED,
    (S.OFFERED, V.WITHDRAW): S.WITHDRAWN,
    (S.ACCEPTED, V.WITHDRAW): S.WITHDRAWN,
    (S.APPLIED, V.CALL_OFF): S.DECLINED,
    (S.WAITLISTED, V.CALL_OFF): S.DECLINED,
    (S.OFFERED, V.CALL_OFF): S.DECLINED,
    (S.ACCEPTED, V.CALL_OFF): S.DECLINED,
    (S.WITHDRAWN, V.REAPPLY): S.APPLIED,
    (S.EXPIRED, V.REAPPLY): S.APPLIED,
}
G = GroupState
GROUP_ALLOWED = {
    (G.DRAFT, "publish"): G.PUBLISHED,
    (G.DRAFT, "call_off"): G.CALLED_OFF,
    (G.PUBLISHED, "close"): G.CLOSED,
    (G.PUBLISHED, "call_off"): G.CALLED_OFF,
    (G.CLOSED, "publish"): G.PUBLISHED,
    (G.CLOSED, "call_off"): G.CALLED_OFF,
}


@pytest.fixture
def groups(world: World, story: Story) -> Groups:
    return Groups(world, story.outi, story.aino)


def people(world: World, count: int) -> list[Person]:
    return [world.person(f"Hakija {number}") for number in range(count)]


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("verb", V)
def test_every_verb_in_every_state(groups: Groups, world: World, story: Story, state: ApplicationState, verb: Verb) -> None:
    application = groups.application(groups.group(), story.joonas, state)
    until = world.now + timedelta(hours=1) if verb is V.OFFER else None
    expected = ALLOWED.get((state, verb))
    if expected is None:
        with pytest.raises(ApplicationMoved):
            application.move(verb, now=world.now, reason="Ryhmä on koottu.", until=until)
        assert application.state is state
    else:
        application.move(verb, now=world.now, reason="Ryhmä on koottu." if verb is V.DECLINE else "", until=until)
        world.session.flush()
        assert application.state is expected


@pytest.mark.parametrize("state", G)
@pytest.mark.parametrize("verb", ["publish", "close", "call_off"])
def test_every_verb_of_a_group_in_every_state(groups: Groups, world: World, state: GroupState, verb: str) -> None:
    group = groups.group(published=False)
    group.state = state
    act = {"publish": lambda: group.publish(now=world.now), "close": group.close, "call_off": group.call_off}[verb]
    expected = GROUP_ALLOWED.get((state, verb))
    if expected is None:
        with pytest.raises(GroupMoved):
            act()
        assert group.state is state
    else:
        act()
        assert group.state is expected


def test_a_group_is_published_whole(groups: Groups, world: World) -> None:
    def refusal(group: OpenGroup) -> type[DomainError]:
        with pytest.raises(DomainError) as caught:
            group.publish(now=world.now)
        assert group.state is G.DRAFT
        return caught.type

    untold, alone, late = (groups.group(published=False) for _ in range(3))
    untold.name = untold.name | {"sv": ""}
    alone.supervisor = None
    late.first_meeting_at = world.now
    assert [refusal(group) for group in (untold, alone, late)] == [GroupIncomplete, GroupWithoutSupervisor, GroupInPast]


def test_seats_come_and_go_but_never_a_taken_one(groups: Groups, story: Story, session: Session) -> None:
    group = groups.group(seats=3)
    groups.application(group, story.joonas, S.ACCEPTED)
    group.seat(5)
    session.flush()
    assert (len(group.seats), group.free_seats) == (5, 4)
    group.seat(1)
    session.flush()
    assert [seat.application_id is not None for seat in group.seats] == [True]
    with pytest.raises(SeatsTaken):
        group.seat(0)


def test_the_series_keeps_its_hour_over_the_change_of_clocks(groups: Groups, world: World) -> None:
    group = groups.group(starts_in=timedelta(days=95))
    starts = group.starts()
    assert len(starts) == group.product_version.meetings
    assert {to_local(start).time() for start in starts} == {to_local(group.first_meeting_at).time()}
    assert len({start.time() for start in starts}) == 2, "summer time began on the way"


def test_accepting_takes_a_seat_until_none_is_left(groups: Groups, world: World) -> None:
    group = groups.group(seats=2)
    one, two, three = (groups.application(group, person) for person in people(world, 3))
    seating.accept(world.session, one, now=world.now)
    seating.accept(world.session, two, now=world.now)
    with pytest.raises(seating.NoSeatFree):
        seating.accept(world.session, three, now=world.now)


def test_nobody_waits_while_a_seat_is_free(groups: Groups, world: World) -> None:
    group = groups.group(seats=1)
    one, two = (groups.application(group, person) for person in people(world, 2))
    with pytest.raises(seating.SeatIsFree):
        seating.waitlist(world.session, two, now=world.now)
    seating.accept(world.session, one, now=world.now)
    seating.waitlist(world.session, two, now=world.now)
    assert states(world, group) == ["accepted", "waitlisted"]


def test_a_freed_seat_goes_to_the_first_who_takes_it(groups: Groups, world: World) -> None:
    group = groups.group(seats=1)
    first, *rest = people(world, 4)
    seated = groups.application(group, first, S.ACCEPTED)
    waiting = [groups.application(group, person, S.WAITLISTED) for person in rest]
    seating.free_seat(world.session, seated, world.now)
    assert seating.offer_seats(world.session, group.id, hours=48, now=world.now) == waiting
    assert seating.offer_seats(world.session, group.id, hours=48, now=world.now) == []
    assert waiting[0].offer_expires_at == world.now + timedelta(hours=48)
    assert seating.take(world.session, waiting[1], now=world.now) == [waiting[0], waiting[2]]
    assert states(world, group) == ["withdrawn", "waitlisted", "accepted", "waitlisted"]
    with pytest.raises(seating.SeatGone):
        seating.take(world.session, waiting[0], now=world.now)


def test_two_freed_seats_go_to_two(groups: Groups, world: World) -> None:
    group = groups.group(seats=2)
    waiting = [groups.application(group, person, S.WAITLISTED) for person in people(world, 3)]
    seating.offer_seats(world.session, group.id, hours=48, now=world.now)
    assert seating.take(world.session, waiting[2], now=world.now) == []
    assert seating.take(world.session, waiting[0], now=world.now) == [waiting[1]]


def test_a_seat_on_offer_is_held_for_the_waiting_list(groups: Groups, world: World) -> None:
    group = groups.group(seats=1)
    waiting, newcomer = people(world, 2)
    groups.application(group, waiting, S.OFFERED)
    with pytest.raises(seating.SeatOnOffer):
        seating.accept(world.session, groups.application(group, newcomer), now=world.now)


def test_an_offer_ends_with_its_time_to_the_second(groups: Groups, world: World) -> None:
    group = groups.group(seats=1)
    late, punctual = (groups.application(group, person, S.OFFERED, until=world.now + timedelta(hours=1)) for person in people(world, 2))
    end = world.now + timedelta(hours=1)
    assert seating.expire_offers(world.session, group.id, now=end - timedelta(seconds=1)) == []
    seating.take(world.session, punctual, now=end - timedelta(seconds=1))
    late.move(V.OFFER, now=world.now, until=end)
    with pytest.raises(OfferOver):
        seating.take(world.session, late, now=end)
    assert seating.expire_offers(world.session, group.id, now=end) == [late]


def test_an_offer_never_reaches_past_the_first_meeting(groups: Groups, world: World, story: Story) -> None:
    group = groups.group(starts_in=timedelta(hours=5))
    waiting = groups.application(group, story.joonas, S.WAITLISTED)
    assert seating.offer_seats(world.session, group.id, hours=48, now=group.first_meeting_at) == []
    seating.offer_seats(world.session, group.id, hours=48, now=world.now)
    assert waiting.offer_expires_at == group.first_meeting_at


def test_the_employer_says_yes_before_a_seat_is_given(groups: Groups, world: World, story: Story) -> None:
    group = groups.group()
    application = groups.application(group, story.joonas, approver_email="antti@kuusikko.example")
    with pytest.raises(seating.ApprovalMissing):
        seating.accept(world.session, application, now=world.now)
    groups.approval(application, story.antti, yes=True)
    groups.approval(application, story.antti, yes=False)
    with pytest.raises(seating.ApprovalMissing):
        seating.accept(world.session, application, now=world.now)
    groups.approval(application, story.antti, yes=True)
    seating.accept(world.session, application, now=world.now)
    assert application.state is S.ACCEPTED


def test_declining_says_why(groups: Groups, world: World, story: Story) -> None:
    application = groups.application(groups.group(), story.joonas)
    with pytest.raises(ReasonMissing):
        seating.decline(world.session, application, "", now=world.now)
    seating.decline(world.session, application, "Ryhmä on koottu.", now=world.now)
    assert (application.state, application.closing_reason) == (S.DECLINED, "Ryhmä on koottu.")


@pytest.mark.parametrize("state", AgreementState)
def test_withdrawing_frees_the_seat_while_nothing_binds(groups: Groups, world: World, story: Story, state: AgreementState) -> None:
    group = groups.group(seats=1)
    application: Application = groups.application(group, story.joonas, S.ACCEPTED)
    agreement = Agreement(number="2026-001", state=state, state_since=world.now, account_manager=story.outi, created_at=world.now)
    agreement.in_force_at = (
        None if state in {AgreementState.DRAFT, AgreementState.AWAITING_SIGNATURES, AgreementState.LAPSED} else world.now
    )
    world.session.add(agreement)
    world.session.flush()
    application.agreement_id = agreement.id
    if state in seating.BINDING:
        with pytest.raises(AgreementBinds):
            seating.withdraw(world.session, application, now=world.now)
        assert group.free_seats == 0
    else:
        seating.withdraw(world.session, application, now=world.now)
        world.session.flush()
        assert (application.state, group.free_seats) == (S.WITHDRAWN, 1)


def test_only_a_seat_that_is_held_is_freed(groups: Groups, world: World, story: Story) -> None:
    application = groups.application(groups.group(), story.joonas)
    with pytest.raises(ApplicationMoved):
        seating.free_seat(world.session, application, world.now)
