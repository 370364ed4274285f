"""Proof by going through everything: from what is told of a few answers, no answer follows."""

from __future__ import annotations

from itertools import product

import pytest

from models.confidential.questionnaire import STEPS, is_yes
from policy.confidential.small_numbers import FEWEST, FEWEST_FOR_COUNTS, Told, may_tell, may_tell_again, told
from tests.policy.confidential.solver import Report, determined, vectors

GROUPS = range(FEWEST, 10)


def report(answers: tuple[bool, ...] | list[bool], of: frozenset[int]) -> Report:
    """What is told of these people's answers."""
    return Report(of, told(sum(answers[place] for place in of), len(of)))


@pytest.mark.parametrize("people", GROUPS)
def test_an_outsider_never_learns_on_which_side_one_answer_is(people: int) -> None:
    everybody = frozenset(range(people))
    for answers in vectors(people):
        assert determined([report(list(answers), everybody)], people) == {}


@pytest.mark.parametrize("people", range(FEWEST_FOR_COUNTS, 10))
def test_from_five_answers_on_neither_does_whoever_knows_their_own(people: int) -> None:
    everybody = frozenset(range(people))
    for answers in vectors(people):
        seen = [report(list(answers), everybody)]
        for mine in everybody:
            assert determined(seen, people, known={mine: answers[mine]}) == {}


@pytest.mark.parametrize("people", [3, 4])
def test_under_five_whoever_knows_their_own_may_learn_and_the_form_says_so(people: int) -> None:
    everybody = frozenset(range(people))
    learns = [determined([report(list(a), everybody)], people, known={0: a[0]}) for a in vectors(people)]
    assert any(learns)


@pytest.mark.parametrize("people", [3, 4, 5])
def test_an_exact_step_never_follows_not_even_with_everybodys_side_known(people: int) -> None:
    """Two answers that lie on the same side tell the same, so each side leaves at least two steps."""
    said: dict[object, list[tuple[int, ...]]] = {}
    for steps in product(STEPS, repeat=people):
        sides = tuple(is_yes(step) for step in steps)
        said.setdefault((told(sum(sides), people), sides), []).append(steps)
    for possible in said.values():
        for place in range(people):
            assert len({steps[place] for steps in possible}) >= 2


@pytest.mark.parametrize("people", range(FEWEST, 7))
def test_the_same_question_told_twice_of_the_same_people_tells_no_more_of_who_never_changes(people: int) -> None:
    everybody = frozenset(range(people))
    for answers in vectors(people):
        twice = [report(list(answers), everybody), report(list(answers), everybody)]
        assert determined(twice, people) == {}
    assert may_tell_again(everybody, everybody)


@pytest.mark.parametrize("before", [frozenset({0, 1, 2}), frozenset({0, 1, 2, 3}), frozenset({0, 1, 2, 3, 4})])
@pytest.mark.parametrize("change", ["left", "came", "replaced"])
def test_told_of_others_it_would_tell_and_so_it_is_not(before: frozenset[int], change: str) -> None:
    """Somebody who supposes that nobody has changed their mind, and compares."""
    newcomer, people = len(before), len(before) + 1
    after = {"left": before - {0}, "came": before | {newcomer}, "replaced": before - {0} | {newcomer}}[change]
    assert not may_tell_again(before, after)
    if may_tell(len(after)):
        found = [determined([report(list(a), before), report(list(a), after)], people) for a in vectors(people)]
        assert any(found)


@pytest.mark.parametrize("people", GROUPS)
def test_what_is_told_is_true(people: int) -> None:
    for yes in range(people + 1):
        said = told(yes, people)
        assert said is not None
        assert (said.of, said.mostly) == (people, yes > people - yes)
        if people >= FEWEST_FOR_COUNTS:
            assert said.least is not None
            assert said.most is not None
            assert said.least <= yes <= said.most
        else:
            assert (said.least, said.most) == (None, None)


@pytest.mark.parametrize("people", range(FEWEST))
def test_under_three_nothing_is_told(people: int) -> None:
    assert {told(yes, people) for yes in range(people + 1)} == {None}
    assert not may_tell(people)


@pytest.mark.parametrize(("yes", "of"), [(-1, 3), (4, 3), (1, 0)])
def test_more_yes_than_answers_is_no_question(yes: int, of: int) -> None:
    with pytest.raises(ValueError, match=str(of)):
        told(yes, of)


def test_what_was_told_survives_being_kept() -> None:
    for people in GROUPS:
        for yes in range(people + 1):
            said = told(yes, people)
            assert said is not None
            assert Told(**said.as_data()) == said  # type: ignore[arg-type]
