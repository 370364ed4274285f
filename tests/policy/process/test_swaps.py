"""Who may hand a place over, who sees how a swap stands, and what a leaver still sees of the group."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.process import Extent, Form, Participation, Roster, Substitution, Wish
from policy import allowed
from policy.process import coming_swaps, overdue, sight_of, to_be_seen, visible_participations, visible_substitutions
from tests.world import Story, World

EVERYBODY = ("jaana", "outi", "riikka", "esko", "aino", "mikael", "noora", "kim", "paivi", "saana", "joonas", "marja_liisa", "antti")


@pytest.fixture
def swap(session: Session, world: World, story: Story) -> Substitution:
    """Päivi has asked Joonas to come today."""
    wish = Wish(story.joonas, "Joonas", Extent.ONE_MEETING, story.today)
    swap = Substitution.request(Roster.load(session, story.group.id), story.seats["paivi"], wish, by=story.paivi, now=world.now)
    session.add(swap)
    session.flush()
    return swap


@pytest.mark.parametrize(
    ("form", "may"),
    [
        (Form.GROUP, {"paivi", "outi", "antti"}),
        (Form.COMMUNITY, {"paivi", "outi", "antti"}),
        (Form.INDIVIDUAL, {"paivi", "outi", "antti"}),
        (Form.CRISIS, {"aino"}),
    ],
)
def test_who_may_hand_a_place_over(story: Story, form: Form, may: set[str]) -> None:
    story.group.form = form
    assert {who for who in EVERYBODY if allowed(getattr(story, who), "participation.substitute", story.seats["paivi"])} == may


def test_who_pays_alone_is_nobodys_but_their_own(story: Story) -> None:
    who_may = {who for who in (*EVERYBODY, "eero") if allowed(getattr(story, who), "participation.substitute", story.seats["eero"])}
    assert who_may == {"eero", "outi"}


def test_a_former_contact_speaks_for_nobody(session: Session, world: World, story: Story) -> None:
    story.kuusikko.contacts[0].until = world.now
    session.flush()
    assert not allowed(story.antti, "participation.substitute", story.seats["paivi"])
    assert visible(session, story, "antti") == set()


def visible(session: Session, story: Story, who: str) -> set[str]:
    found = set(session.scalars(visible_participations(getattr(story, who))).unique())
    return {name for name, participation in story.seats.items() if participation in found}


def test_whose_places_exist_for_whom(session: Session, story: Story) -> None:
    everybody, none = set(story.seats), set[str]()
    expected = {
        "outi": everybody,
        "aino": everybody,
        "noora": everybody,
        "marja_liisa": {"noora", "ville"},
        "antti": {"kim", "paivi"},
    }
    assert {who: visible(session, story, who) for who in EVERYBODY if who not in {"kim", "paivi"}} == {
        who: expected.get(who, none) for who in EVERYBODY if who not in {"kim", "paivi"}
    }


def test_who_sees_how_a_swap_stands(session: Session, story: Story, swap: Substitution) -> None:
    concerned = {"outi", "aino", "paivi", "joonas", "antti"}
    assert {who for who in EVERYBODY if swap in session.scalars(visible_substitutions(getattr(story, who))).unique().all()} == concerned
    assert {who for who in EVERYBODY if allowed(getattr(story, who), "substitution.show", swap)} == concerned
    assert {who for who in EVERYBODY if allowed(getattr(story, who), "substitution.retract", swap)} == {"paivi"}
    assert {who for who in EVERYBODY if allowed(getattr(story, who), "substitution.refuse", swap)} == {"aino"}


def test_what_waits_for_the_supervisors_eye(session: Session, world: World, story: Story, swap: Substitution) -> None:
    assert session.scalars(to_be_seen(story.aino, now=world.now)).all() == [swap]
    assert session.scalars(to_be_seen(story.mikael, now=world.now)).all() == []
    swap.accept(Roster.load(session, story.group.id), now=world.now)
    session.flush()
    assert session.scalars(to_be_seen(story.aino, now=world.now)).all() == [swap]
    assert session.scalars(to_be_seen(story.aino, now=story.today.starts_at)).all() == []
    assert session.scalars(coming_swaps(story.group, now=story.today.starts_at)).all() == [swap]
    assert session.scalars(coming_swaps(story.group, now=story.today.ends_at)).all() == []


def test_offers_run_out_with_the_second_of_the_start(session: Session, story: Story, swap: Substitution) -> None:
    assert session.scalars(overdue(story.today.starts_at - timedelta(seconds=1))).all() == []
    assert session.scalars(overdue(story.today.starts_at)).all() == [swap.id]


def test_a_leaver_sees_the_names_of_their_own_time_only(session: Session, world: World, story: Story) -> None:
    story.seats["noora"].joined_at = world.now - timedelta(days=1)
    wish = Wish(story.joonas, "Joonas", Extent.REST, story.today)
    swap = Substitution.request(Roster.load(session, story.group.id), story.seats["paivi"], wish, by=story.paivi, now=world.now)
    session.add(swap)
    session.flush()
    swap.accept(Roster.load(session, story.group.id), now=world.now + timedelta(minutes=1))
    session.flush()
    newcomer = swap.incoming
    assert isinstance(newcomer, Participation)
    leaver, member = (sight_of(session, person, story.group) for person in (story.paivi, story.noora))
    assert all(leaver.names(participation) for participation in story.seats.values())
    assert not leaver.names(newcomer)
    assert member.names(newcomer)
