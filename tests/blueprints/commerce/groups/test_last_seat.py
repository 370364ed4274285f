"""The race for the last seat, with real threads and a connection each: exactly one winner, whoever begins first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import DomainError
from models.commerce import seating
from models.commerce.open_group import Application, ApplicationMoved, ApplicationState, GroupSeat, OpenGroup
from tests.market.groups import Groups, states
from tests.world import NOW, Story, World

RACERS = 6
ROUNDS = 5
Act = Callable[[Session, Application], object]


def race(world: World, runners: list[tuple[Act, int]]) -> list[str]:
    """What each of several transactions that begin together comes to: "won", or the code of the refusal."""
    world.session.commit()
    engine, start = world.session.get_bind(), Barrier(len(runners))

    def run(runner: tuple[Act, int]) -> str:
        act, application_id = runner
        start.wait()
        with Session(engine) as session:
            try:
                act(session, session.get_one(Application, application_id))
                session.commit()
            except DomainError as refusal:
                session.rollback()
                return refusal.code
        return "won"

    with ThreadPoolExecutor(len(runners)) as pool:
        return sorted(pool.map(run, runners))


def claims(session: Session, application: Application) -> None:
    seating.claim(session, application, now=NOW)


def takes(session: Session, application: Application) -> None:
    seating.take(session, application, now=NOW)


def accepts(session: Session, application: Application) -> None:
    seating.accept(session, application, now=NOW)


def taken(world: World, group: OpenGroup) -> int:
    world.session.expire_all()
    query = select(func.count()).where(GroupSeat.group_id == group.id, GroupSeat.application_id.is_not(None))
    return world.session.scalar(query) or 0


@pytest.fixture
def groups(world: World, story: Story) -> Groups:
    return Groups(world, story.outi, story.aino)


def test_the_statement_alone_has_one_winner(groups: Groups, world: World) -> None:
    """No lock around it: what decides is the one UPDATE that finds the seat free."""
    for number in range(ROUNDS):
        group = groups.group(seats=1)
        racers = [groups.application(group, world.person(f"Hakija {number} {place}")) for place in range(RACERS)]
        assert race(world, [(claims, each.id) for each in racers]) == ["application.no_seat"] * (RACERS - 1) + ["won"]
        assert taken(world, group) == 1


def test_as_many_win_as_there_are_seats(groups: Groups, world: World) -> None:
    group = groups.group(seats=3)
    racers = [groups.application(group, world.person(f"Hakija {place}")) for place in range(RACERS)]
    assert race(world, [(claims, each.id) for each in racers]) == ["application.no_seat"] * 3 + ["won"] * 3
    assert taken(world, group) == 3


def test_the_waiting_list_takes_the_freed_seat_once(groups: Groups, world: World) -> None:
    for number in range(ROUNDS):
        group = groups.group(seats=1)
        racers = [groups.application(group, world.person(f"Hakija {number} {n}"), ApplicationState.OFFERED) for n in range(RACERS)]
        assert race(world, [(takes, each.id) for each in racers]) == ["application.seat_gone"] * (RACERS - 1) + ["won"]
        assert taken(world, group) == 1
        assert sorted(states(world, group)) == ["accepted"] + ["waitlisted"] * (RACERS - 1)


def test_one_person_taking_twice_gets_one_seat(groups: Groups, world: World, story: Story) -> None:
    group = groups.group(seats=3)
    application = groups.application(group, story.joonas, ApplicationState.OFFERED)
    assert race(world, [(takes, application.id)] * 3) == [ApplicationMoved.code] * 2 + ["won"]
    assert taken(world, group) == 1


def test_taking_and_expiring_cross(groups: Groups, world: World, story: Story) -> None:
    group = groups.group(seats=1)
    application = groups.application(group, story.joonas, ApplicationState.OFFERED)
    end = world.now + timedelta(hours=48)

    def takes_in_time(session: Session, mine: Application) -> None:
        seating.take(session, mine, now=end - timedelta(seconds=1))

    def expires(session: Session, mine: Application) -> None:
        seating.expire_offers(session, mine.group_id, now=end)

    race(world, [(takes_in_time, application.id), (expires, application.id)])
    assert (states(world, group), taken(world, group)) in [(["accepted"], 1), (["expired"], 0)]


def test_the_manager_and_the_waiting_list_cross(groups: Groups, world: World, story: Story) -> None:
    group = groups.group(seats=1)
    waiting, newcomer = (
        groups.application(group, story.joonas, ApplicationState.OFFERED),
        groups.application(group, world.person("Uusi Hakija")),
    )
    outcome = race(world, [(takes, waiting.id), (accepts, newcomer.id)])
    assert outcome.count("won") == 1
    assert (states(world, group), taken(world, group)) == (["accepted", "applied"], 1)
