"""Goal attainment scaling: levels from -2 to +2, 0 as expected, weighed into one figure T.

T = 50 + 10 * sum(w x) / sqrt((1 - rho) * sum(w^2) + rho * (sum w)^2) with rho = 0.30 (Kiresuk and Sherman 1968, in the form given by
Turner-Stokes and Williams 2010). T is ordinal: it says nothing of a person compared with another, and is never averaged over people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

LEVELS = range(-2, 3)
WEIGHTS = range(10)
RHO_PERCENT = 30
_CENT = Decimal("0.01")
_DIGITS = 50  # far more than two decimals of a square root can need


@dataclass(frozen=True)
class Attainment:
    """T to two decimals, from how many of the goals; None where it cannot be computed: nothing is rated, or all weights are 0."""

    score: Decimal | None
    rated: int
    of: int


def attainment(pairs: Iterable[tuple[int | None, int]]) -> Attainment:
    """T of goals as (level, weight); a goal that is not rated has the level None and is left out. Raises ValueError out of range."""
    goals = list(pairs)
    rated = [(level, weight) for level, weight in goals if level is not None]
    return Attainment(t_score(rated), len(rated), len(goals))


def t_score(pairs: Iterable[tuple[int, int]]) -> Decimal | None:
    """T of rated goals as (level, weight), rounded half up to two decimals; None where it is undefined. Raises ValueError out of range."""
    goals = list(pairs)
    if any(level not in LEVELS or weight not in WEIGHTS for level, weight in goals):
        raise ValueError(goals)
    weights = [weight for _, weight in goals]
    hundredfold = (100 - RHO_PERCENT) * sum(weight * weight for weight in weights) + RHO_PERCENT * sum(weights) ** 2
    if hundredfold == 0:
        return None
    weighed = sum(level * weight for level, weight in goals)  # all sums are whole numbers, so no order of goals changes them
    with localcontext() as context:
        context.prec = _DIGITS
        return (50 + 100 * weighed / Decimal(hundredfold).sqrt()).quantize(_CENT, ROUND_HALF_UP)
