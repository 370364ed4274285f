"""Swaps: who may come, until when, what happens to the seat, and how it is undone."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import DomainError
from models.people import Person
from models.process import (
    EngagementState,
    Extent,
    Form,
    Mark,
    Meeting,
    Participation,
    Roster,
    Source,
    Stay,
    Substitution,
    SubstitutionState,
    Wish,
    members_of,
)
from tests.world import Story, World

SECOND = timedelta(seconds=1)
ONE, REST = Extent.ONE_MEETING, Extent.REST


def ask(
    session: Session,
    outgoing: Participation,
    substitute: Person,
    meeting: Meeting,
    extent: Extent = ONE,
    *,
    now: datetime,
    by: Person | None = None,
    received: datetime | None = None,
) -> Substitution:
    wish = Wish(substitute, substitute.name, extent, meeting, mail_received_at=received)
    roster = Roster.load(session, outgoing.engagement_id)
    swap = Substitution.request(roster, outgoing, wish, by=by or outgoing.person, now=now)
    session.add(swap)
    session.flush()
    return swap


def accept(session: Session, swap: Substitution, *, now: datetime) -> Substitution:
    swap.accept(Roster.load(session, swap.outgoing.engagement_id), now=now)
    session.flush()
    return swap


def refuse(session: Session, swap: Substitution, *, by: Person, now: datetime) -> None:
    swap.refuse(Roster.load(session, swap.outgoing.engagement_id), by=by, now=now)
    session.flush()


def chair(session: Session, meeting: Meeting, participation: Participation) -> str:
    """Who sits in the participation's seat at the meeting."""
    return next(m.person.name for m in session.scalars(members_of(meeting)) if m.seat_id == participation.seat_id)


@pytest.fixture
def asked(session: Session, world: World, story: Story) -> Callable[..., Substitution]:
    """Päivi asks Joonas, unless told otherwise."""

    def ask_joonas(meeting: Meeting, extent: Extent = ONE, *, now: datetime = world.now, received: datetime | None = None) -> Substitution:
        return ask(session, story.seats["paivi"], story.joonas, meeting, extent, now=now, received=received)

    return ask_joonas


class TestOneMeeting:
    def test_the_guest_sits_in_the_seat_at_that_meeting_only(self, session: Session, world: World, story: Story) -> None:
        paivi = story.seats["paivi"]
        swap = accept(session, ask(session, paivi, story.joonas, story.today, now=world.now), now=world.now)
        assert swap.state is SubstitutionState.EFFECTIVE
        assert (chair(session, story.today, paivi), chair(session, story.coming, paivi)) == ("Joonas Rinne", "Päivi Lahdes")
        assert paivi.is_current

    def test_the_guest_has_the_seats_organisation_and_accepts_the_rules(self, session: Session, world: World, story: Story) -> None:
        swap = accept(session, ask(session, story.seats["paivi"], story.joonas, story.today, now=world.now), now=world.now)
        guest = swap.incoming
        assert guest is not None
        assert (guest.stay, guest.organisation, guest.rules_accepted_at) == (Stay.ONE_MEETING, story.kuusikko, world.now)

    def test_before_the_answer_nothing_has_changed(self, session: Session, story: Story, asked: Callable[..., Substitution]) -> None:
        asked(story.today)
        assert chair(session, story.today, story.seats["paivi"]) == "Päivi Lahdes"

    def test_a_guest_who_cannot_come_either_names_another(self, session: Session, world: World, story: Story) -> None:
        first = accept(session, ask(session, story.seats["paivi"], story.joonas, story.today, now=world.now), now=world.now)
        assert first.incoming is not None
        accept(session, ask(session, first.incoming, story.saana, story.today, now=world.now), now=world.now)
        assert chair(session, story.today, story.seats["paivi"]) == "Saana Lehtovirta"

    def test_a_guest_gives_the_chair_back_to_its_member(self, session: Session, world: World, story: Story) -> None:
        paivi = story.seats["paivi"]
        first = accept(session, ask(session, paivi, story.joonas, story.today, now=world.now), now=world.now)
        assert first.incoming is not None
        back = accept(session, ask(session, first.incoming, story.paivi, story.today, now=world.now), now=world.now)
        assert back.incoming is paivi
        assert chair(session, story.today, paivi) == "Päivi Lahdes"
        refuse(session, back, by=story.aino, now=world.now)
        assert chair(session, story.today, paivi) == "Joonas Rinne"


class TestTheRest:
    def test_the_newcomer_takes_the_seat_for_good(self, session: Session, world: World, story: Story) -> None:
        paivi = story.seats["paivi"]
        swap = accept(session, ask(session, paivi, story.joonas, story.today, REST, now=world.now), now=world.now + SECOND)
        assert [chair(session, m, paivi) for m in (story.held, story.today, story.coming)] == [
            "Päivi Lahdes",
            "Joonas Rinne",
            "Joonas Rinne",
        ]
        assert swap.incoming is not None
        assert (paivi.left_at, swap.incoming.joined_at, swap.incoming.seat) == (world.now + SECOND, world.now + SECOND, paivi.seat)

    def test_typed_in_after_the_meeting_it_counts_from_the_meetings_start(self, session: Session, world: World, story: Story) -> None:
        paivi, start = story.seats["paivi"], story.today.starts_at
        swap = ask(session, paivi, story.joonas, story.today, REST, now=start + timedelta(hours=3), received=start - timedelta(hours=14))
        assert (swap.source, swap.expires_at) == (Source.EMAIL, start + timedelta(days=7, hours=3))
        accept(session, swap, now=start + timedelta(hours=4))
        assert swap.incoming is not None
        assert paivi.left_at == swap.incoming.joined_at == start
        assert chair(session, story.today, paivi) == "Joonas Rinne"

    def test_from_hand_to_hand_and_back_again(self, session: Session, world: World, story: Story) -> None:
        seat, now = story.seats["paivi"], world.now
        for newcomer in (story.joonas, story.saana, story.paivi):
            swap = accept(session, ask(session, seat, newcomer, story.today, REST, now=now), now=now)
            assert swap.incoming is not None
            seat = swap.incoming
        assert chair(session, story.today, seat) == "Päivi Lahdes"
        assert seat is not story.seats["paivi"]
        assert story.seats["paivi"].left_at == now

    def test_a_guest_promised_earlier_still_comes(self, session: Session, world: World, story: Story) -> None:
        paivi = story.seats["paivi"]
        accept(session, ask(session, paivi, story.saana, story.coming, now=world.now), now=world.now)
        accept(session, ask(session, paivi, story.joonas, story.today, REST, now=world.now), now=world.now)
        assert (chair(session, story.today, paivi), chair(session, story.coming, paivi)) == ("Joonas Rinne", "Saana Lehtovirta")

    def test_a_managers_standing_is_not_handed_on(self, session: Session, world: World, story: Story) -> None:
        swap = accept(session, ask(session, story.seats["paivi"], story.joonas, story.today, REST, now=world.now), now=world.now)
        assert swap.incoming is not None
        assert swap.incoming.standing.value == "employee"


class TestTheSecond:
    @pytest.mark.parametrize("offset", [-SECOND, timedelta(0), SECOND - timedelta(microseconds=1)])
    def test_until_the_meetings_start_it_is_in_time(self, story: Story, asked: Callable[..., Substitution], offset: timedelta) -> None:
        assert asked(story.today, now=story.today.starts_at + offset).state is SubstitutionState.OFFERED

    @pytest.mark.parametrize("extent", [ONE, REST])
    def test_one_second_later_it_is_not(self, story: Story, asked: Callable[..., Substitution], extent: Extent) -> None:
        with pytest.raises(DomainError) as refusal:
            asked(story.today, extent, now=story.today.starts_at + SECOND)
        assert refusal.value.code == "substitution.too_late"
        assert refusal.value.params == {"start": story.today.starts_at}

    def test_the_time_of_receipt_counts(self, story: Story, asked: Callable[..., Substitution]) -> None:
        start = story.today.starts_at
        assert asked(story.today, now=start + timedelta(days=1), received=start).state is SubstitutionState.OFFERED
        with pytest.raises(DomainError, match="already_open"):
            asked(story.today, now=start + timedelta(days=1), received=start)

    def test_nothing_is_received_in_the_future(self, world: World, story: Story, asked: Callable[..., Substitution]) -> None:
        with pytest.raises(DomainError, match="received_in_future"):
            asked(story.today, received=world.now + SECOND)

    def test_the_offer_ends_with_the_second_before_the_start(
        self, session: Session, story: Story, asked: Callable[..., Substitution]
    ) -> None:
        swap = asked(story.today)
        assert swap.is_open(now=story.today.starts_at - SECOND)
        with pytest.raises(DomainError, match="already_decided"):
            accept(session, swap, now=story.today.starts_at)

    def test_a_meeting_brought_forward_closes_its_offers(self, story: Story, asked: Callable[..., Substitution]) -> None:
        swap = asked(story.coming)
        story.coming.starts_at -= timedelta(days=7)
        assert swap.is_open(now=story.coming.starts_at - SECOND)
        assert not swap.is_open(now=story.coming.starts_at)


def refusal_of(act: Callable[[], object]) -> str | None:
    """The code of the refusal, or nothing when it was done."""
    try:
        act()
    except DomainError as refusal:
        return refusal.code
    return None


FORMS = [
    # form and extent, when by the meeting's start, refusal
    ((Form.GROUP, ONE), -SECOND, None),
    ((Form.GROUP, REST), -SECOND, None),
    ((Form.COMMUNITY, ONE), -SECOND, None),
    ((Form.COMMUNITY, REST), -SECOND, None),
    ((Form.CRISIS, ONE), -SECOND, None),
    ((Form.CRISIS, REST), -SECOND, None),
    ((Form.INDIVIDUAL, REST), -SECOND, None),
    ((Form.INDIVIDUAL, REST), SECOND, "substitution.individual_begun"),
    ((Form.INDIVIDUAL, ONE), -SECOND, "substitution.individual_whole"),
    ((Form.GROUP, ONE), SECOND, "substitution.too_late"),
    ((Form.COMMUNITY, REST), SECOND, "substitution.too_late"),
    ((Form.CRISIS, ONE), SECOND, "substitution.too_late"),
]


@pytest.mark.parametrize(("wish", "offset", "code"), FORMS)
def test_each_form_has_its_own_rule(world: World, story: Story, wish: tuple[Form, Extent], offset: timedelta, code: str | None) -> None:
    form, extent = wish
    engagement = world.engagement("Toinen", form)
    world.assign(engagement, story.mikael)
    member = world.member(engagement, story.saana)
    first = world.meeting(engagement, world.now + timedelta(days=1))
    world.meeting(engagement, world.now + timedelta(days=29))
    assert refusal_of(lambda: ask(world.session, member, story.joonas, first, extent, now=first.starts_at + offset)) == code


def test_individual_supervision_that_has_begun_is_a_new_process(session: Session, world: World, story: Story) -> None:
    member = session.scalars(select(Participation).where(Participation.engagement_id == story.other.id)).one()
    second = world.meeting(story.other, world.now + timedelta(days=31), minutes=60)
    with pytest.raises(DomainError, match="individual_begun"):
        ask(session, member, story.joonas, second, REST, now=story.other_meeting.starts_at + timedelta(days=1))


class TestWhoMayCome:
    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("paivi", "substitution.oneself"),
            ("noora", "substitution.already_in_group"),
            ("aino", "substitution.supervises"),
            ("mikael", None),
            ("saana", None),
        ],
    )
    def test_table(self, session: Session, world: World, story: Story, name: str, code: str | None) -> None:
        assert refusal_of(lambda: ask(session, story.seats["paivi"], getattr(story, name), story.today, now=world.now)) == code

    def test_a_closed_account_is_not_invited(self, session: Session, world: World, story: Story) -> None:
        story.joonas.deactivated_at = world.now
        with pytest.raises(DomainError, match="address_closed"):
            ask(session, story.seats["paivi"], story.joonas, story.today, now=world.now)

    def test_nobody_sits_on_two_chairs_at_one_meeting(self, session: Session, world: World, story: Story) -> None:
        accept(session, ask(session, story.seats["noora"], story.joonas, story.today, now=world.now), now=world.now)
        for extent in Extent:
            with pytest.raises(DomainError, match="already_in_group"):
                ask(session, story.seats["paivi"], story.joonas, story.today, extent, now=world.now)
        ask(session, story.seats["paivi"], story.joonas, story.coming, now=world.now)

    def test_who_was_asked_twice_takes_one_chair(self, session: Session, world: World, story: Story) -> None:
        first = ask(session, story.seats["noora"], story.joonas, story.today, now=world.now)
        second = ask(session, story.seats["paivi"], story.joonas, story.today, REST, now=world.now)
        accept(session, first, now=world.now)
        with pytest.raises(DomainError, match="offer_gone"):
            accept(session, second, now=world.now)
        assert second.state is SubstitutionState.OFFERED

    def test_who_left_may_come_back(self, session: Session, world: World, story: Story) -> None:
        accept(session, ask(session, story.seats["paivi"], story.joonas, story.today, REST, now=world.now), now=world.now)
        swap = ask(session, story.seats["noora"], story.paivi, story.today, now=world.now)
        assert swap.state is SubstitutionState.OFFERED


class TestWhatMayBeGiven:
    def test_a_cancelled_meeting_is_not(self, world: World, story: Story, asked: Callable[..., Substitution]) -> None:
        story.today.cancelled_at = world.now
        with pytest.raises(DomainError, match="meeting_cancelled"):
            asked(story.today)

    def test_another_engagements_meeting_is_not(self, story: Story, asked: Callable[..., Substitution]) -> None:
        with pytest.raises(DomainError, match="not_in_meeting"):
            asked(story.other_meeting)

    def test_the_rest_begins_with_the_next_meeting(self, story: Story, asked: Callable[..., Substitution]) -> None:
        with pytest.raises(DomainError, match="not_in_meeting"):
            asked(story.coming, REST)

    def test_a_guest_does_not_give_the_rest(self, session: Session, world: World, story: Story) -> None:
        swap = accept(session, ask(session, story.seats["paivi"], story.joonas, story.today, now=world.now), now=world.now)
        assert swap.incoming is not None
        with pytest.raises(DomainError, match="not_in_meeting"):
            ask(session, swap.incoming, story.saana, story.today, REST, now=world.now)

    def test_a_chair_that_was_lent_is_not_lent_again(self, session: Session, world: World, story: Story) -> None:
        accept(session, ask(session, story.seats["paivi"], story.joonas, story.today, now=world.now), now=world.now)
        with pytest.raises(DomainError, match="not_in_meeting"):
            ask(session, story.seats["paivi"], story.saana, story.today, now=world.now)

    def test_who_has_left_gives_nothing(self, session: Session, world: World, story: Story) -> None:
        accept(session, ask(session, story.seats["paivi"], story.joonas, story.today, REST, now=world.now), now=world.now)
        with pytest.raises(DomainError, match="seat_closed"):
            ask(session, story.seats["paivi"], story.saana, story.coming, now=world.now)

    def test_a_finished_process_gives_nothing(
        self, session: Session, world: World, story: Story, asked: Callable[..., Substitution]
    ) -> None:
        open_before = asked(story.coming)
        story.group.state, story.group.ended_at = EngagementState.COMPLETED, world.now
        with pytest.raises(DomainError, match="seat_closed"):
            asked(story.today)
        with pytest.raises(DomainError, match="already_decided"):
            accept(session, open_before, now=world.now)

    def test_who_came_after_all_was_not_replaced(
        self, session: Session, world: World, story: Story, asked: Callable[..., Substitution]
    ) -> None:
        start = story.today.starts_at
        before = asked(story.today, now=start + timedelta(hours=1), received=start - timedelta(hours=1))
        world.mark(story.today, story.seats["paivi"], Mark.LATE)
        with pytest.raises(DomainError, match="offer_gone"):
            accept(session, before, now=start + timedelta(hours=2))
        before.retract(by=story.paivi, now=start + timedelta(hours=2))
        session.flush()
        with pytest.raises(DomainError, match="was_present"):
            asked(story.today, now=start + timedelta(hours=2), received=start - timedelta(hours=1))


class TestOpenSwaps:
    @pytest.mark.parametrize(
        ("first", "second", "refused"),
        [
            (("today", ONE), ("today", ONE), True),
            (("today", ONE), ("coming", ONE), False),
            (("today", ONE), ("today", REST), True),
            (("coming", ONE), ("today", REST), True),
            (("today", REST), ("coming", ONE), True),
            (("today", REST), ("today", REST), True),
        ],
    )
    def test_one_chair_is_offered_once(
        self, world: World, story: Story, first: tuple[str, Extent], second: tuple[str, Extent], *, refused: bool
    ) -> None:
        session = world.session
        ask(session, story.seats["paivi"], story.joonas, getattr(story, first[0]), first[1], now=world.now)
        code = refusal_of(lambda: ask(session, story.seats["paivi"], story.saana, getattr(story, second[0]), second[1], now=world.now))
        assert code == ("substitution.already_open" if refused else None)

    def test_another_seat_is_free_to_swap(self, session: Session, world: World, story: Story, asked: Callable[..., Substitution]) -> None:
        swaps = asked(story.today), ask(session, story.seats["noora"], story.saana, story.today, now=world.now)
        assert [swap.state for swap in swaps] == [SubstitutionState.OFFERED] * 2

    @pytest.mark.parametrize("end", ["decline", "retract", "expire", "refuse"])
    def test_a_decided_swap_makes_room_and_cannot_be_decided_again(
        self, session: Session, world: World, story: Story, asked: Callable[..., Substitution], end: str
    ) -> None:
        swap = asked(story.today)
        roster = Roster.load(session, story.group.id)
        acts: dict[str, Callable[[], None]] = {
            "decline": lambda: swap.decline(now=world.now),
            "retract": lambda: swap.retract(by=story.paivi, now=world.now),
            "expire": lambda: swap.expire(now=world.now),
            "refuse": lambda: swap.refuse(roster, by=story.aino, now=world.now),
            "accept": lambda: swap.accept(roster, now=world.now),
        }
        acts[end]()
        session.flush()
        for act in acts.values():
            with pytest.raises(DomainError, match="already_decided"):
                act()
        asked(story.today)


class TestTheSupervisorsNo:
    @pytest.mark.parametrize("extent", [ONE, REST])
    def test_undoes_what_has_taken_effect(self, session: Session, world: World, story: Story, extent: Extent) -> None:
        paivi = story.seats["paivi"]
        swap = accept(session, ask(session, paivi, story.joonas, story.today, extent, now=world.now), now=world.now)
        refuse(session, swap, by=story.aino, now=story.today.starts_at - SECOND)
        assert swap.state is SubstitutionState.REFUSED
        assert (chair(session, story.today, paivi), chair(session, story.coming, paivi)) == ("Päivi Lahdes", "Päivi Lahdes")

    def test_after_the_rest_the_former_member_sits_in_a_new_stay(self, session: Session, world: World, story: Story) -> None:
        paivi = story.seats["paivi"]
        swap = accept(session, ask(session, paivi, story.joonas, story.today, REST, now=world.now), now=world.now)
        refuse(session, swap, by=story.aino, now=world.now + SECOND)
        again = session.scalars(select(Participation).where(Participation.seat_id == paivi.seat_id, Participation.left_at.is_(None))).one()
        assert (again.person, again.joined_at, paivi.left_at) == (story.paivi, world.now + SECOND, world.now)

    def test_comes_too_late_at_the_start(self, session: Session, world: World, story: Story) -> None:
        swap = accept(session, ask(session, story.seats["paivi"], story.joonas, story.today, now=world.now), now=world.now)
        with pytest.raises(DomainError, match="refused_too_late"):
            refuse(session, swap, by=story.aino, now=story.today.starts_at)

    @pytest.mark.parametrize("extent", [ONE, REST])
    def test_begins_with_the_newest_swap(self, session: Session, world: World, story: Story, extent: Extent) -> None:
        first = accept(session, ask(session, story.seats["paivi"], story.joonas, story.today, extent, now=world.now), now=world.now)
        assert first.incoming is not None
        second = accept(session, ask(session, first.incoming, story.saana, story.today, extent, now=world.now), now=world.now)
        with pytest.raises(DomainError, match="overtaken"):
            refuse(session, first, by=story.aino, now=world.now)
        refuse(session, second, by=story.aino, now=world.now)
        refuse(session, first, by=story.aino, now=world.now)
        assert chair(session, story.today, story.seats["paivi"]) == "Päivi Lahdes"

    def test_does_not_seat_the_former_member_twice(self, session: Session, world: World, story: Story) -> None:
        first = accept(session, ask(session, story.seats["paivi"], story.joonas, story.today, REST, now=world.now), now=world.now)
        accept(session, ask(session, story.seats["noora"], story.paivi, story.today, REST, now=world.now), now=world.now)
        with pytest.raises(DomainError, match="overtaken"):
            refuse(session, first, by=story.aino, now=world.now)
