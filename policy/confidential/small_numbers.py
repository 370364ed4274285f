"""Small numbers: what may be told of answers when few have answered. Everything that counts people's answers goes through here.

An answer counts as a yes or not. Told is only on which side more than half are; with five answers or more also how many say yes, where
the two lowest and the two highest steps of that count are one with the next. So whoever sees everything that is told, and was not asked
themself, can never tell on which side one answer is; from five answers on, neither can whoever knows their own.
Told is once, when answers can no longer change; a manager's answer is left out, so that a manager reads as somebody who was not asked.
A question that is asked again later is told again only when the same people have answered: whoever supposes that nobody has changed
their mind would otherwise find, by comparing, what the one says who answered only once.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass

FEWEST = 3  # answers, or people
FEWEST_FOR_COUNTS = 5
EDGE = 2  # counts this near to none or all are not told apart


@dataclass(frozen=True)
class Told:
    """What may be told: of how many, whether more than half say yes, and between which numbers they are (nothing under five answers)."""

    of: int
    mostly: bool
    least: int | None = None
    most: int | None = None

    def as_data(self) -> dict[str, int | bool | None]:
        """For keeping: what was told is never worked out again."""
        return asdict(self)


def may_tell(people: int) -> bool:
    """Whether anything at all may be told of so many."""
    return people >= FEWEST


def may_tell_again(before: AbstractSet[int], after: AbstractSet[int]) -> bool:
    """Whether a question that was told of those who answered ``before`` may be told again of those who have answered now."""
    return before == after


def told(yes: int, of: int) -> Told | None:
    """What may be told when ``yes`` of ``of`` answers say yes; None: nothing. Raises ValueError when there are more yes than answers."""
    if not 0 <= yes <= of:
        raise ValueError(yes, of)
    if not may_tell(of):
        return None
    mostly = yes * 2 > of
    if of < FEWEST_FOR_COUNTS:
        return Told(of, mostly)
    if yes <= EDGE:
        return Told(of, mostly, 0, EDGE)
    if yes >= of - EDGE:
        return Told(of, mostly, of - EDGE, of)
    return Told(of, mostly, yes, yes)
