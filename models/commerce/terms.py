"""Terms as they go onto an agreement: a snapshot that fees are computed from, whatever the policy says later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import select

from models.base import DomainError
from models.commerce.catalogue import CancellationPolicy, FeeVat, Interruption, ProductVersion, ServiceSettings, Texts
from models.process.participation import PayerKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST_PERCENT = 100


class TiersMissing(DomainError):
    """Terms without a single row say nothing."""

    code = "tiers.missing"


class TierBackwards(DomainError):
    """A row that ends before it begins, or counts days after the start."""

    code = "tiers.backwards"


class TierTooMuch(DomainError):
    """More than the whole price, or less than nothing."""

    code = "tiers.too_much"


class TierGap(DomainError):
    """Days that no row covers."""

    code = "tiers.gap"


class TierOverlap(DomainError):
    """Days that two rows cover."""

    code = "tiers.overlap"


class TierCheaperLater(DomainError):
    """A later notice would cost less than an earlier one."""

    code = "tiers.cheaper_later"


class StartDayMissing(DomainError):
    """The last row does not reach the day of the start."""

    code = "tiers.start_day_missing"


class EarliestMissing(DomainError):
    """The first row does not reach back to the signature."""

    code = "tiers.earliest_missing"


class NoShowTooCheap(DomainError):
    """Staying away would cost less than a notice on the day of the start."""

    code = "tiers.no_show_too_cheap"
    field = "no_show_percent"


class PolicyMissing(DomainError):
    """No such cancellation terms are in force that day."""

    code = "policy.missing"


@dataclass(frozen=True, slots=True)
class Tier:
    """From ``most`` days before the start (None: any earlier day) to ``least`` days before it, so many per cent of the price."""

    most: int | None
    least: int
    percent: int

    def covers(self, days_before: int) -> bool:
        """Whether a notice so many days before the start falls here."""
        return self.least <= days_before and (self.most is None or days_before <= self.most)


@dataclass(frozen=True, slots=True)
class Period:
    """A tier in the calendar, both days included. ``first`` is None for any earlier day."""

    first: date | None
    last: date
    percent: int

    def covers(self, day: date) -> bool:
        """Whether the day falls here."""
        return (self.first is None or self.first <= day) and day <= self.last


def check_tiers(tiers: Sequence[Tier]) -> None:
    """Refuse what leaves a day undefined, defines it twice or lets a later notice cost less. The rows come earliest day first.

    Raises TiersMissing, TierTooMuch, TierBackwards, EarliestMissing, TierGap, TierOverlap, TierCheaperLater or StartDayMissing.
    """
    if not tiers:
        raise TiersMissing
    for tier in tiers:
        _check_alone(tier)
    if tiers[0].most is not None:
        raise EarliestMissing(days=tiers[0].most)
    for earlier, later in pairwise(tiers):
        _check_together(earlier, later)
    if tiers[-1].least != 0:
        raise StartDayMissing(days=tiers[-1].least)


def check_no_show(tiers: Sequence[Tier], no_show_percent: int) -> None:
    """Refuse a no-show that costs less than a notice on the day of the start, or over the whole. Raises NoShowTooCheap, TierTooMuch."""
    if not 0 <= no_show_percent <= MOST_PERCENT:
        raise TierTooMuch(percent=no_show_percent)
    if no_show_percent < tiers[-1].percent:
        raise NoShowTooCheap(percent=no_show_percent, start_day=tiers[-1].percent)


def _check_alone(tier: Tier) -> None:
    if not 0 <= tier.percent <= MOST_PERCENT:
        raise TierTooMuch(percent=tier.percent)
    if tier.least < 0 or (tier.most is not None and tier.most < tier.least):
        raise TierBackwards(days=tier.least)


def _check_together(earlier: Tier, later: Tier) -> None:
    if later.most is None or later.most >= earlier.least:
        raise TierOverlap(days=earlier.least)
    if later.most < earlier.least - 1:
        first, last = earlier.least - 1, later.most + 1
        raise TierGap(days=str(first) if first == last else f"{first}–{last}")
    if later.percent < earlier.percent:
        raise TierCheaperLater(days=later.most, percent=later.percent, earlier=earlier.percent)


@dataclass(frozen=True, slots=True)
class Policy:
    """Cancellation terms, cut loose from the row they came from."""

    code: str
    version: int
    name: Texts
    tiers: tuple[Tier, ...]
    no_show_percent: int

    @classmethod
    def of(cls, row: CancellationPolicy) -> Self:
        """The terms that a row holds."""
        return cls(row.code, row.version, dict(row.name), tuple(Tier(**tier) for tier in row.tiers), row.no_show_percent)

    def percent(self, days_before: int) -> int:
        """What a notice costs so many local calendar days before the start; from the start on, as on its day."""
        return next(tier.percent for tier in self.tiers if tier.covers(max(days_before, 0)))

    def calendar(self, start: date) -> tuple[Period, ...]:
        """The same as real dates, the earliest first."""
        return tuple(
            Period(
                first=None if tier.most is None else start - timedelta(days=tier.most),
                last=start - timedelta(days=tier.least),
                percent=tier.percent,
            )
            for tier in self.tiers
        )

    def snapshot(self) -> dict[str, Any]:
        """As stored: plain JSON."""
        return {**asdict(self), "tiers": [asdict(tier) for tier in self.tiers]}

    @classmethod
    def from_snapshot(cls, stored: dict[str, Any]) -> Self:
        """What was stored."""
        return cls(**{**stored, "tiers": tuple(Tier(**tier) for tier in stored["tiers"])})


@dataclass(frozen=True, slots=True)
class Terms:
    """All that one agreement promises about money besides its price."""

    policy: Policy
    option_meetings: int  # additional meetings the payer may order
    option_price_cents: int  # net, each
    option_days: int  # after the last planned meeting
    notice_hours: int  # one meeting is moved free of charge until so long before it
    free_moves: int
    interruption: Interruption
    withdrawal_days: int  # a consumer's; 0 where the payer is no consumer
    fee_vat: FeeVat
    early_start_asked: bool = False  # a consumer expressly asked the meetings to begin within the days of withdrawal

    @classmethod
    def offered(cls, session: Session, product: ProductVersion, payer: PayerKind, *, on: date) -> Self:
        """What the product promises to such a payer that day. Raises PolicyMissing."""
        is_consumer = payer is PayerKind.SELF
        settings = session.get_one(ServiceSettings, 1)
        code = product.self_policy if is_consumer else product.organisation_policy
        return cls(
            policy=Policy.of(policy_in_force(session, code, on)),
            option_meetings=product.option_meetings,
            option_price_cents=product.option_price_cents,
            option_days=product.option_days,
            notice_hours=product.notice_hours,
            free_moves=product.free_moves,
            interruption=product.self_interruption if is_consumer else product.organisation_interruption,
            withdrawal_days=settings.withdrawal_days if is_consumer else 0,
            fee_vat=settings.fee_vat,
        )

    def snapshot(self) -> dict[str, Any]:
        """As it goes onto the agreement: plain JSON."""
        return {**asdict(self), "policy": self.policy.snapshot(), "interruption": self.interruption.value, "fee_vat": self.fee_vat.value}

    @classmethod
    def from_snapshot(cls, stored: dict[str, Any]) -> Self:
        """What was agreed."""
        read = {
            "policy": Policy.from_snapshot(stored["policy"]),
            "interruption": Interruption(stored["interruption"]),
            "fee_vat": FeeVat(stored["fee_vat"]),
        }
        return cls(**{**stored, **read})


def policy_in_force(session: Session, code: str, on: date) -> CancellationPolicy:
    """The newest version of the terms that counts that day. Raises PolicyMissing."""
    row = session.scalars(
        select(CancellationPolicy)
        .where(CancellationPolicy.code == code, CancellationPolicy.effective_from <= on, CancellationPolicy.retired_at.is_(None))
        .order_by(CancellationPolicy.effective_from.desc(), CancellationPolicy.version.desc())
        .limit(1)
    ).first()
    if row is None:
        raise PolicyMissing(code=code)
    return row
