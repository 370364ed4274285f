"""Money: whole euro cents, net, rounded half up; what is divided adds up again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.base.refusals import DomainError

WHOLE = 100  # per cent
WHOLE_IN_BASIS_POINTS = 10_000
# Spaces between thousands as they are typed or pasted; a comma or a point before the cents; the sign before or after.
WRITTEN = re.compile(
    r"(?:€\s*)?([0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:[.,]([0-9]{1,2}))?(?:\s*(?:€|e|eur|euroa?))?", re.IGNORECASE
)
MOST_CENTS = 10**9  # ten million euros: more is a slip of the finger, and PostgreSQL's integer ends at twice that


class MoneyMalformed(DomainError):
    """What was written is no sum of money, or is larger than anything we sell."""

    code = "money_malformed"


class Cents(int):
    """A sum in a refusal's parameters: its sentence writes it as money."""


def percent_of(cents: int, percent: int) -> int:
    """So many per cent of a sum, half up: 50 % of 999.99 is 500.00."""
    return _half_up(cents * percent, WHOLE)


def vat_of(cents: int, basis_points: int) -> int:
    """Value added tax on a net sum, half up. 2550 basis points are 25.5 %. A credited sum gives the same tax below zero."""
    return _half_up(cents * basis_points, WHOLE_IN_BASIS_POINTS)


def split(cents: int, weights: Sequence[int]) -> list[int]:
    """Divide a sum by weights so that the parts add up: cents left over go to the largest remainders, of equal ones to the first.

    Where nobody weighs anything all weigh the same. Dividing among nobody is a programmer's mistake: ValueError.
    """
    if not weights:
        message = "a sum divided among nobody"
        raise ValueError(message)
    shares = list(weights) if any(weights) else [1] * len(weights)
    whole = sum(shares)
    parts = [cents * share // whole for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: (-(cents * shares[place] % whole), place))
    for place in by_remainder[: cents - sum(parts)]:
        parts[place] += 1
    return parts


def parse_cents(text: str) -> int:
    """Read 1050, 1 050,00, 1050.5 or 1 050 €, in cents. Raises MoneyMalformed."""
    written = WRITTEN.fullmatch(text.strip())
    if written is None:
        raise MoneyMalformed
    euros, rest = re.sub(r"\D", "", written[1]), (written[2] or "").ljust(2, "0")
    if len(euros) > len(str(MOST_CENTS)) or int(euros + rest) > MOST_CENTS:
        raise MoneyMalformed
    return int(euros + rest)


def _half_up(numerator: int, denominator: int) -> int:
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return rounded if numerator >= 0 else -rounded
