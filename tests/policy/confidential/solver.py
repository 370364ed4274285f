"""The other side of small numbers: everything that follows from what has been told, by going through all that could be true."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from policy.confidential.small_numbers import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True)
class Report:
    """What somebody has read: of whose answers, by variable, and what was told of them."""

    of: frozenset[int]
    said: object


@cache
def _masks(of: frozenset[int], said: object, variables: int, teller: Callable[[int, int], object]) -> frozenset[int]:
    """Every assignment of yes (1) and no (0) to the variables under which the teller would have said this."""
    mine = sum(1 << variable for variable in of)
    return frozenset(mask for mask in range(2**variables) if teller((mask & mine).bit_count(), len(of)) == said)


def determined(
    reports: Iterable[Report], variables: int, teller: Callable[[int, int], object] = told, *, known: dict[int, bool] | None = None
) -> dict[int, bool]:
    """The variables whose value follows from the reports and from what is known already, with that value; ``known`` itself left out."""
    possible = frozenset(range(2**variables))
    for report in set(reports):
        possible &= _masks(report.of, report.said, variables, teller)
    known = known or {}
    possible = frozenset(mask for mask in possible if all(bool(mask >> place & 1) == value for place, value in known.items()))
    assert possible, "what was told cannot be true"
    sure = {}
    for place in range(variables):
        values = {mask >> place & 1 for mask in possible}
        if len(values) == 1 and place not in known:
            sure[place] = bool(values.pop())
    return sure


def vectors(people: int) -> Iterable[Sequence[bool]]:
    """Every way in which so many people may answer."""
    return product((False, True), repeat=people)
