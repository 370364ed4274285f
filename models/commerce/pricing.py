"""What a list of lines costs: net, value added tax by rate, and altogether. Whole euro cents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from models.base.money import split, vat_of

if TYPE_CHECKING:
    from collections.abc import Sequence


class Priced(Protocol):
    """A line: a net sum and its rate in basis points."""

    @property
    def net_cents(self) -> int: ...
    @property
    def vat_basis_points(self) -> int: ...


@dataclass(frozen=True, slots=True)
class VatShare:
    """What is taxed at one rate."""

    basis_points: int
    net_cents: int

    @property
    def percent(self) -> Decimal:
        """The rate in per cent: 25.5."""
        return Decimal(self.basis_points) / 100

    @property
    def vat_cents(self) -> int:
        """Tax on the sum of the rate, rounded once."""
        return vat_of(self.net_cents, self.basis_points)

    @property
    def gross_cents(self) -> int:
        """With the tax."""
        return self.net_cents + self.vat_cents


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums at the foot of a price list."""

    shares: tuple[VatShare, ...]

    @classmethod
    def of(cls, lines: Sequence[Priced]) -> Totals:
        """Add lines up, each rate by itself, the highest first."""
        nets: defaultdict[int, int] = defaultdict(int)
        for line in lines:
            nets[line.vat_basis_points] += line.net_cents
        return cls(tuple(VatShare(rate, nets[rate]) for rate in sorted(nets, reverse=True)))

    @property
    def net_cents(self) -> int:
        """Without tax."""
        return sum(share.net_cents for share in self.shares)

    @property
    def vat_cents(self) -> int:
        """The tax."""
        return sum(share.vat_cents for share in self.shares)

    @property
    def gross_cents(self) -> int:
        """With tax."""
        return self.net_cents + self.vat_cents


def gross_by_line(lines: Sequence[Priced]) -> list[int]:
    """Each line with its tax, so that the lines add up to the total to the cent."""
    gross = [0] * len(lines)
    for share in Totals.of(lines).shares:
        places = [place for place, line in enumerate(lines) if line.vat_basis_points == share.basis_points]
        for place, cents in zip(places, split(share.gross_cents, [lines[place].net_cents for place in places]), strict=True):
            gross[place] = cents
    return gross
