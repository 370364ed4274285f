"""Groups that live at random, and an attacker who fetches every report at every moment and solves for each answer.

A house is where a group's evaluations are kept: ``Paper`` is the product's own telling without its database, ``tests.vault.test_attacker``
has the product itself. The careless ones exist to show that the attacker finds what there is to be found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from models.confidential import EvaluationMoment
from models.confidential.questionnaire import STEPS, asked_at, is_yes
from policy.confidential.evaluation_results import results
from policy.confidential.small_numbers import FEWEST_FOR_COUNTS, told
from tests.policy.confidential.solver import Report, determined

if TYPE_CHECKING:
    from random import Random  # noqa: TID251  groups to test with, the same each time

    from policy.confidential.small_numbers import Told

MIDDLE, FINAL = EvaluationMoment.MIDDLE, EvaluationMoment.FINAL
MANAGER = 0  # the person of this number, in groups that have one
Steps = dict[str, int]
Reports = dict[tuple[EvaluationMoment, str], "Told"]


class House(Protocol):
    """Where a group's evaluations are kept. People are numbers."""

    def open(self, moment: EvaluationMoment) -> None:
        """Ask everybody who is in the group now."""

    def answer(self, person: int, steps: Steps) -> None:
        """Answer the open evaluation, or change the answers."""

    def close(self) -> None:
        """Close it."""

    def leave(self, person: int) -> None:
        """Leave the group."""

    def join(self, person: int) -> None:
        """Come into the group."""

    def reports(self) -> Reports:
        """Everything that anybody is told now, by moment and question."""


@dataclass
class Paper:
    """The product's own telling, without a database."""

    manager: bool
    steps: dict[EvaluationMoment, dict[int, Steps]] = field(default_factory=dict)
    kept: dict[EvaluationMoment, dict[str, Told]] = field(default_factory=dict)
    now: EvaluationMoment | None = None

    def open(self, moment: EvaluationMoment) -> None:
        """A clean sheet."""
        self.now, self.steps[moment] = moment, {}

    def answer(self, person: int, steps: Steps) -> None:
        """Written on it."""
        assert self.now is not None
        self.steps[self.now][person] = steps

    def close(self) -> None:
        """Told once."""
        assert self.now is not None
        self.kept[self.now], self.now = self.tell(self.now), None

    def leave(self, person: int) -> None:
        """Answers stay."""

    def join(self, person: int) -> None:
        """Nothing is asked of a newcomer."""

    def reports(self) -> Reports:
        """What was told when each closed."""
        return {(moment, code): said for moment, told_then in self.kept.items() for code, said in told_then.items()}

    def counted(self, moment: EvaluationMoment) -> dict[int, Steps]:
        """The answers that count."""
        return {person: steps for person, steps in self.steps.get(moment, {}).items() if not (self.manager and person == MANAGER)}

    def tell(self, moment: EvaluationMoment) -> dict[str, Told]:
        """Through the product's function."""
        before = self.counted(MIDDLE).keys() if moment is FINAL and self.kept.get(MIDDLE) else None
        return results(moment, self.counted(moment), told_before_of=before)


class CountsTheManager(Paper):
    """Careless: a manager's answer counts."""

    def counted(self, moment: EvaluationMoment) -> dict[int, Steps]:
        """Everybody's."""
        return self.steps.get(moment, {})


class TellsWhileOpen(Paper):
    """Careless: tells anew after every answer."""

    def reports(self) -> Reports:
        """As it stands now."""
        return {(moment, code): said for moment in self.steps for code, said in self.tell(moment).items()}


class TellsAgainOfOthers(Paper):
    """Careless: tells a question again, whoever has answered."""

    def tell(self, moment: EvaluationMoment) -> dict[str, Told]:
        """As if nothing had been told."""
        return results(moment, self.counted(moment))


class TellsOfWhoIsLeft(Paper):
    """Careless: counts anew when somebody leaves."""

    def leave(self, person: int) -> None:
        """Their answers go with them."""
        for moment in self.kept:
            self.steps[moment].pop(person, None)
            self.kept[moment] = self.tell(moment)


@dataclass
class Life:
    """One group's life: what happens is drawn at random; after each thing the attacker fetches everything."""

    house: House
    random: Random
    people: int
    manager: bool
    stubborn: bool  # nobody ever changes their mind
    busy: int = 2  # how much happens
    ever: int = 0  # how many have been in the group; the next newcomer's number
    present: set[int] = field(default_factory=set)
    answers: dict[EvaluationMoment, dict[int, Steps]] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)
    seen: dict[tuple[EvaluationMoment, str], set[Report]] = field(default_factory=dict)
    sides: dict[tuple[int, str], bool] = field(default_factory=dict)

    def live(self) -> None:
        """From the first day to the last."""
        self.present, self.ever = set(range(self.people)), self.people
        for moment in (MIDDLE, FINAL):
            self._open(moment)
            self.look()
            for _ in range(self.random.randrange(self.busy * self.people, 2 * self.busy * self.people)):
                self._something(moment)
                self.look()
            self.house.close()
            self.look()
            self._come_or_go()
            self.look()

    def look(self) -> None:
        """The attacker fetches everything."""
        for key, said in self.house.reports().items():
            counted = frozenset(self.counted(key[0]))
            self.seen.setdefault(key, set()).add(Report(counted, said))

    def counted(self, moment: EvaluationMoment) -> set[int]:
        """Whose answers count: the attacker is supposed to know who has answered, and how the house counts."""
        return (
            set(self.house.counted(moment))
            if isinstance(self.house, Paper)
            else self.answers[moment].keys() - ({MANAGER} if self.manager else set())
        )

    def _open(self, moment: EvaluationMoment) -> None:
        self.asked, self.answers[moment] = set(self.present), {}
        self.house.open(moment)

    def _something(self, moment: EvaluationMoment) -> None:
        if self.random.random() < 0.1:
            self._come_or_go()
            return
        person = self.random.choice(sorted(self.asked))
        steps = {question.code: self._step(person, question.code) for question in asked_at(moment)}
        self.answers[moment][person] = steps
        self.house.answer(person, steps)

    def _step(self, person: int, code: str) -> int:
        step = self.random.choice(STEPS)
        if not self.stubborn:
            return step
        side = self.sides.setdefault((person, code), is_yes(step))
        return self.random.choice([each for each in STEPS if is_yes(each) is side])

    def _come_or_go(self) -> None:
        goes = self.random.random() < 0.5
        leavers = sorted(self.present - {MANAGER})
        if goes and len(leavers) > 1:
            person = self.random.choice(leavers)
            self.present.discard(person)
            self.house.leave(person)
        elif not goes and self.ever < self.people + 2:
            person, self.ever = self.ever, self.ever + 1
            self.present.add(person)
            self.house.join(person)

    # ---- the attack ----------------------------------------------------------------------------------------------

    def found_out(self) -> list[tuple[str, int]]:
        """Answers that somebody can work out: as an outsider, as the manager, or from five answers on as a participant."""
        if self.stubborn:
            found = [self._attack(code, {moment for moment, seen in self.seen if seen == code}) for _, code in self.seen]
        else:
            found = [self._attack(code, {moment}) for moment, code in self.seen]
        return [each for some in found for each in some]

    def _attack(self, code: str, moments: set[EvaluationMoment]) -> list[tuple[str, int]]:
        """The variables are the people's sides in these moments: of the stubborn the same in both."""
        reports = [report for moment in moments for report in self.seen[moment, code]]
        people = max(max(report.of) for report in reports) + 1
        own = {person: is_yes(given[code]) for moment in moments for person, given in self.answers[moment].items()}
        knowing: list[dict[int, bool]] = [{}]
        if self.manager and MANAGER in own:
            knowing.append({MANAGER: own[MANAGER]})
        if all(len(report.of) >= FEWEST_FOR_COUNTS for report in reports):
            knowing += [{person: side} for person, side in own.items()]
        everybody = frozenset(person for report in reports for person in report.of)
        found = [determined(reports, max(people, max(known, default=0) + 1), told, known=known) for known in knowing]
        return [(code, person) for some in found for person in some if person in everybody]
