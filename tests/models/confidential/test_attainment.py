"""Goal attainment scaling: the worked rows to two decimals, and what holds for all."""

from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.confidential.attainment import Attainment, attainment, t_score

Goals = list[tuple[int, int]]
LEVEL, WEIGHT = st.integers(-2, 2), st.integers(0, 9)
GOALS = st.lists(st.tuples(LEVEL, WEIGHT), max_size=12)
WEIGHED = GOALS.filter(lambda goals: any(weight for _, weight in goals))
few = settings(max_examples=50)


@pytest.mark.parametrize(
    ("levels", "weights", "score"),
    [
        pytest.param([0, 0, 0], [1, 1, 1], "50.00", id="G01"),
        pytest.param([1, 0, -1], [1, 1, 1], "50.00", id="G02"),
        pytest.param([1], [1], "60.00", id="G03 +1"),
        pytest.param([2], [1], "70.00", id="G03 +2"),
        pytest.param([-1], [1], "40.00", id="G03 -1"),
        pytest.param([-2], [1], "30.00", id="G03 -2"),
        pytest.param([-2] * 3, [1] * 3, "22.61", id="G04 of three"),
        pytest.param([-2] * 4, [1] * 4, "20.98", id="G04 of four"),
        pytest.param([-2] * 5, [1] * 5, "19.85", id="G04 of five"),
        pytest.param([-1] * 4, [1] * 4, "35.49", id="G05 of four"),
        pytest.param([-1] * 5, [1] * 5, "34.92", id="G05 of five"),
        pytest.param([1] * 3, [1] * 3, "63.69", id="G06"),
        pytest.param([2] * 6, [1] * 6, "80.98", id="G07"),
        pytest.param([0, 1, -1, 2], [1] * 4, "57.25", id="G10"),
        pytest.param([1, 0], [1, 0], "60.00", id="G11"),
        pytest.param([2, -1, 0], [0, 0, 0], None, id="G12"),
        pytest.param([], [], None, id="G13"),
        pytest.param([2, -1, 0], [9, 3, 1], "64.02", id="importance times difficulty"),
    ],
)
def test_worked_rows(levels: list[int], weights: list[int], score: str | None) -> None:
    assert t_score(zip(levels, weights, strict=True)) == (None if score is None else Decimal(score))
    assert str(t_score(zip(levels, weights, strict=True))) == str(score)


def test_an_unrated_goal_is_left_out_and_counted() -> None:
    """G14, and G13 with goals that nobody has rated."""
    assert attainment([(1, 1), (None, 9), (0, 1)]) == Attainment(t_score([(1, 1), (0, 1)]), rated=2, of=3)
    assert attainment([(None, 1), (None, 2)]) == Attainment(None, rated=0, of=2)
    assert attainment([]) == Attainment(None, rated=0, of=0)


@pytest.mark.parametrize("pair", [(3, 1), (-3, 1), (1, -1), (1, 10)])
def test_what_is_no_level_or_weight_is_refused(pair: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"\("):
        t_score([(0, 1), pair])


@few
@given(goals=GOALS, data=st.data())
def test_the_order_of_goals_changes_nothing(goals: Goals, data: st.DataObject) -> None:
    assert t_score(data.draw(st.permutations(goals))) == t_score(goals)


@few
@given(goals=WEIGHED)
def test_as_expected_throughout_is_fifty(goals: Goals) -> None:
    assert t_score((0, weight) for _, weight in goals) == 50


@few
@given(goals=GOALS, level=LEVEL)
def test_a_weight_of_zero_drops_out(goals: Goals, level: int) -> None:
    assert t_score([*goals, (level, 0)]) == t_score(goals)


@few
@given(goals=WEIGHED)
def test_levels_turned_over_mirror_the_score(goals: Goals) -> None:
    score, mirrored = t_score(goals), t_score((-level, weight) for level, weight in goals)
    assert score is not None
    assert mirrored is not None
    assert abs(score + mirrored - 100) <= Decimal("0.01")  # half a cent rounds up on either side


@few
@given(goals=WEIGHED)
def test_it_is_the_published_formula(goals: Goals) -> None:
    weights = [weight for _, weight in goals]
    weighed = sum(level * weight for level, weight in goals)
    expected = 50 + 10 * weighed / sqrt(0.7 * sum(weight**2 for weight in weights) + 0.3 * sum(weights) ** 2)
    score = t_score(goals)
    assert score is not None
    assert abs(float(score) - expected) <= 0.005 + 1e-9
