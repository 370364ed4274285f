"""Whoever fetches every report at every moment never works out one answer: on paper over many groups, and in the product itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random  # noqa: TID251  groups to test with, the same each time
from typing import TYPE_CHECKING

import pytest

from models.confidential import EvaluationMoment
from models.process import Form, Leaving, Standing
from policy.confidential.small_numbers import Told
from tests.vault.attack import (
    MANAGER,
    MIDDLE,
    CountsTheManager,
    Life,
    Paper,
    Reports,
    Steps,
    TellsAgainOfOthers,
    TellsOfWhoIsLeft,
    TellsWhileOpen,
)
from vault import evaluation_pages, evaluations
from vault.evaluation_rows import Answers, own

if TYPE_CHECKING:
    from datetime import datetime

    from models.confidential import Evaluation
    from models.people import Person
    from models.process import Engagement, Participation
    from tests.world import World

GROUPS = 1_200
REAL = 24


def drawn(number: int) -> Random:
    """The same group by the same number."""
    return Random(number)  # noqa: S311


def life(number: int, kind: type[Paper] = Paper) -> Life:
    """A group of three to six and its manager or none, as the number says, lived to its end."""
    manager, stubborn = number % 2 == 0, number % 3 == 0
    group = Life(kind(manager), drawn(number), people=3 + number % 4 + manager, manager=manager, stubborn=stubborn)
    group.live()
    return group


def test_no_answer_is_found_out_in_any_of_many_groups() -> None:
    lives = [life(number) for number in range(GROUPS)]
    assert [(number, found) for number, group in enumerate(lives) if (found := group.found_out())] == []
    told = [report.said for group in lives for reports in group.seen.values() for report in reports if isinstance(report.said, Told)]
    assert len(told) > 5 * GROUPS, "the attacker had something to work on"
    assert {(said.of, said.mostly) for said in told} >= {(of, mostly) for of in range(3, 7) for mostly in (True, False)}


@pytest.mark.parametrize("careless", [CountsTheManager, TellsWhileOpen, TellsAgainOfOthers, TellsOfWhoIsLeft])
def test_the_attacker_finds_what_a_careless_house_tells(careless: type[Paper]) -> None:
    assert any(life(number, careless).found_out() for number in range(0, 180, 3)), "of the stubborn, at least"


@dataclass
class Product:
    """The product's own evaluations, on its database; time goes on by an hour with everything that happens."""

    world: World
    manager: bool
    engagement: Engagement
    supervisor: Person
    contact: Person
    people: dict[int, Person] = field(default_factory=dict)
    seats: dict[int, Participation] = field(default_factory=dict)
    made: list[Evaluation] = field(default_factory=list)
    hours: int = 0

    @classmethod
    def found(cls, world: World, people: int, *, manager: bool) -> Product:
        """A group and the client that ordered it; a manager who takes part speaks for the client too."""
        employer = world.organisation("Lokkirannan kotihoito")
        engagement = world.engagement("Ryhmä", Form.COMMUNITY, organisation=employer, manager_present=manager)
        supervisor, contact = world.supervisor("Aino Rautaharju"), world.person("Marja-Liisa Ojanperä")
        world.assign(engagement, supervisor)
        house = cls(world, manager, engagement, supervisor, contact)
        for person in range(people):
            house.join(person)
        world.contact(house.people[MANAGER] if manager else contact, employer)
        return house

    @property
    def now(self) -> datetime:
        """A later moment each time."""
        self.hours += 1
        return self.world.now + timedelta(hours=self.hours)

    def open(self, moment: EvaluationMoment) -> None:
        """By the supervisor."""
        evaluation, _ = evaluations.begin(self.world.session, self.supervisor, self.engagement, moment, now=self.now)
        self.made.append(evaluation)

    def answer(self, person: int, steps: Steps) -> None:
        """Over what they have answered."""
        version = own(self.world.session, self.people[person], self.made[-1]).version
        given = Answers(steps, {"work": f"Sanoja {person}."}, version)
        evaluations.answer(self.world.session, self.people[person], self.made[-1].id, given, now=self.now)

    def close(self) -> None:
        """By the supervisor."""
        evaluations.close(self.world.session, self.supervisor, self.made[-1].id, now=self.now)

    def leave(self, person: int) -> None:
        """And the seat stays empty."""
        self.seats[person].leave(Leaving.LEFT, now=self.now)
        self.world.session.flush()

    def join(self, person: int) -> None:
        """In a seat of their own."""
        self.people[person] = self.world.person(f"Osallistuja {person}", email=f"osallistuja{person}.{self.engagement.id}@demo.example")
        standing = Standing.MANAGER if self.manager and person == MANAGER else Standing.EMPLOYEE
        self.seats[person] = self.world.member(self.engagement, self.people[person], standing=standing, joined_at=self.now)

    def reports(self) -> Reports:
        """What everybody's pages say, and what the client may be told; nobody is told of anything twice over."""
        session, now = self.world.session, self.now
        found: Reports = {
            (EvaluationMoment.FINAL, question.code): said for question, said in evaluations.told_facts(session, self.engagement)
        }
        for evaluation in self.made:
            assert evaluation_pages.door(session, self.contact, evaluation.id, now=now) is None
            for person in self._looking():
                if evaluation_pages.door(session, person, evaluation.id, now=now) is None:
                    continue
                page = evaluation_pages.shown(session, person, evaluation, now=now)
                assert person is self.supervisor or not page.words
                for question, said in page.told or ():
                    assert found.setdefault((evaluation.moment, question.code), said) == said
        return found

    def _looking(self) -> list[Person]:
        """The manager always, and another each time."""
        everybody = [self.supervisor, *self.people.values()]
        return [self.people[MANAGER], everybody[self.hours % len(everybody)]]


@pytest.mark.parametrize("number", range(REAL))
def test_nor_in_the_product(world: World, number: int) -> None:
    manager, people = number % 2 == 0, 3 + number % 4
    group = Life(
        Product.found(world, people + manager, manager=manager), drawn(number), people + manager, manager, stubborn=number % 3 == 0, busy=1
    )
    group.live()
    assert group.found_out() == []
    paper = life_on_paper(group, manager=manager)
    assert paper == {(key, report.said) for key, reports in group.seen.items() for report in reports}


def life_on_paper(group: Life, *, manager: bool) -> set[tuple[tuple[EvaluationMoment, str], object]]:
    """What the product's function tells of the same answers."""
    paper = Paper(manager)
    for moment, answers in group.answers.items():
        paper.open(moment)
        for person, steps in answers.items():
            paper.answer(person, steps)
        paper.close()
    assert MIDDLE in paper.kept
    return set(paper.reports().items())
