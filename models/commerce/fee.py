"""What a cancellation costs, and why. Computed from the agreement's snapshot and what has happened, and from nothing else.

Days are local calendar days: a notice counts on the day it was received, whatever the hour and whatever the clocks did between.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Self

from models.base.local_time import from_local, to_local
from models.base.money import percent_of, split, vat_of
from models.commerce.catalogue import FeeVat, Interruption, Texts
from models.commerce.terms import MOST_PERCENT, Terms

DAY = timedelta(days=1)
# What is due of the meetings that are left: it is what the names of the two ways say.
OF_THE_REST = {Interruption.WHOLE_PRICE_DUE: MOST_PERCENT, Interruption.HELD_PLUS_50: MOST_PERCENT // 2}


class Rule(enum.StrEnum):
    """Which rule decided."""

    NOT_IN_FORCE = "not_in_force"  # the notice came before the last required signature
    PROVIDER = "provider"
    WITHDRAWAL = "withdrawal"  # a consumer within the days of withdrawal
    WITHDRAWAL_HELD = "withdrawal_held"  # the same, after meetings that the consumer expressly asked for so early
    TIER = "tier"  # by the days before the start
    FLOOR = "floor"  # what it would have cost when the client moved the start
    NO_SHOW = "no_show"
    WHOLE_PRICE_DUE = "whole_price_due"  # broken off on the way
    HELD_PLUS_50 = "held_plus_50"


# Nothing was used: a fee is for what was kept, and the terms say whether that is taxed. On the way it is a price.
KEPT_FOR_NOTHING = frozenset({Rule.TIER, Rule.FLOOR, Rule.NO_SHOW})


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee that explains itself: the rule, the clock, the dates, the arithmetic. Sums are net cents."""

    rule: Rule
    base_cents: int
    percent: int  # of the price, or on the way of what is left of it
    cents: int
    vat_basis_points: int  # 0: out of scope
    fee_vat: FeeVat
    policy: str
    policy_version: int
    policy_name: Texts
    notice: datetime
    clock: datetime | None  # when the agreement came into force
    start: date | None  # as it stood when the notice came
    days_before: int | None
    used: int  # meetings that had begun by then
    meetings: int
    used_cents: int
    withdrawal_until: date | None

    @property
    def vat_cents(self) -> int:
        """The tax on the whole fee. Of several payers each pays the tax on their own part."""
        return vat_of(self.cents, self.vat_basis_points)

    @property
    def is_on_the_way(self) -> bool:
        """Whether meetings had begun already."""
        return self.used > 0

    def same_sum(self, other: Fee) -> bool:
        """Whether both cost the same part and sum, by whatever rule."""
        return (self.percent, self.cents) == (other.percent, other.cents)

    def ground(self) -> dict[str, Any]:
        """As stored with the cancellation: plain JSON."""
        moments = {name: value.isoformat() for name, value in asdict(self).items() if isinstance(value, date)}
        return asdict(self) | moments | {"rule": self.rule.value, "fee_vat": self.fee_vat.value}

    @classmethod
    def from_ground(cls, ground: dict[str, Any]) -> Self:
        """The fee as it was explained then; what else the ground holds is left aside."""
        read: dict[str, Any] = {field.name: ground[field.name] for field in fields(cls)}
        for name in ("notice", "clock"):
            read[name] = read[name] and datetime.fromisoformat(read[name])
        for name in ("start", "withdrawal_until"):
            read[name] = read[name] and date.fromisoformat(read[name])
        return cls(**read | {"rule": Rule(read["rule"]), "fee_vat": FeeVat(read["fee_vat"])})


@dataclass(frozen=True, slots=True)
class Move:
    """The start was moved: from which day, when, and the percentage that this froze."""

    moved_at: datetime
    from_date: date
    floor_percent: int


@dataclass(frozen=True, slots=True)
class Step:
    """Days, both included, on which a notice costs the same. ``first`` is None for any earlier day."""

    first: date | None
    last: date | None  # None: from then on
    fee: Fee

    def covers(self, day: date) -> bool:
        """Whether the day is among them."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Case:
    """All that a fee depends on: what was agreed, when it came into force, when the meetings begin, how the start was moved."""

    terms: Terms
    base_cents: int
    vat_basis_points: int
    in_force_at: datetime | None
    starts: tuple[datetime, ...]  # of the meetings, the first one first
    meetings: int  # as agreed
    moves: tuple[Move, ...] = ()

    @property
    def withdrawal_until(self) -> date | None:
        """The last day of a consumer's right of withdrawal."""
        if self.in_force_at is None or self.terms.withdrawal_days == 0:
            return None
        return to_local(self.in_force_at).date() + timedelta(days=self.terms.withdrawal_days)

    def start_day(self, notice: datetime) -> date | None:
        """The day of the start as it stood when the notice came."""
        later = [move for move in self.moves if move.moved_at > notice]
        if later:
            return min(later, key=lambda move: move.moved_at).from_date
        return to_local(self.starts[0]).date() if self.starts else None

    def used(self, notice: datetime) -> int:
        """Meetings that had begun when the notice came; a start that was moved later had not."""
        if any(move.moved_at > notice for move in self.moves):
            return 0
        return min(sum(start <= notice for start in self.starts), self.meetings)

    def floor(self, notice: datetime) -> int:
        """The highest percentage that a client's moves had frozen by then."""
        return max((move.floor_percent for move in self.moves if move.moved_at <= notice), default=0)

    def fee(self, notice: datetime) -> Fee:
        """What the client's notice costs."""
        if self.in_force_at is None or notice < self.in_force_at:
            return self._fee(Rule.NOT_IN_FORCE, notice, 0)
        if self.withdrawal_until is not None and to_local(notice).date() <= self.withdrawal_until:
            return self._withdrawn(notice)
        return self._broken_off(notice) if self.used(notice) else self._cancelled(notice)

    def provider_fee(self, notice: datetime) -> Fee:
        """What the provider's own cancellation costs the client: nothing."""
        return self._fee(Rule.PROVIDER, notice, 0)

    def no_show_fee(self, notice: datetime) -> Fee:
        """What it costs that nobody came to the first meeting."""
        percent = max(self.terms.policy.no_show_percent, self.floor(notice))
        return self._fee(Rule.NO_SHOW, notice, percent_of(self.base_cents, percent), percent=percent)

    def steps(self, now: datetime) -> tuple[Step, ...]:
        """The days on which the fee changes: up to the start, or once meetings have begun, from today to the last of them."""
        if self.in_force_at is None:
            return ()
        signed, today = to_local(self.in_force_at).date(), to_local(now).date()
        if self.used(now) and self.starts:
            return tuple(self._grouped(self._days(today, to_local(self.starts[-1]).date()), now))
        start = self.start_day(now) or today
        before = Step(None, signed - DAY, self.fee(self.in_force_at - timedelta(microseconds=1)))
        after = tuple(self._grouped(self._days(signed, start), now))
        if after[0].fee.same_sum(before.fee):
            return (Step(None, after[0].last, after[0].fee), *after[1:])
        return (before, *after)

    def _cancelled(self, notice: datetime) -> Fee:
        start, policy = self.start_day(notice), self.terms.policy
        tier = policy.tiers[0].percent if start is None else policy.percent((start - to_local(notice).date()).days)
        rule, percent = (Rule.TIER, tier) if tier >= self.floor(notice) else (Rule.FLOOR, self.floor(notice))
        return self._fee(rule, notice, percent_of(self.base_cents, percent), percent=percent)

    def _broken_off(self, notice: datetime) -> Fee:
        percent = OF_THE_REST[self.terms.interruption]
        used_cents = self._used_cents(notice)
        cents = used_cents + percent_of(self.base_cents - used_cents, percent)
        return self._fee(Rule(self.terms.interruption.value), notice, cents, percent=percent)

    def _withdrawn(self, notice: datetime) -> Fee:
        if self.used(notice) and self.terms.early_start_asked:
            return self._fee(Rule.WITHDRAWAL_HELD, notice, self._used_cents(notice))
        return self._fee(Rule.WITHDRAWAL, notice, 0)

    def _used_cents(self, notice: datetime) -> int:
        used = self.used(notice)
        return split(self.base_cents, [used, self.meetings - used])[0]

    def _fee(self, rule: Rule, notice: datetime, cents: int, *, percent: int = 0) -> Fee:
        start, fee_vat = self.start_day(notice), self.terms.fee_vat
        taxed = rule not in KEPT_FOR_NOTHING or fee_vat is FeeVat.AS_SERVICE
        return Fee(
            rule=rule,
            base_cents=self.base_cents,
            percent=percent,
            cents=cents,
            vat_basis_points=self.vat_basis_points if taxed else 0,
            fee_vat=fee_vat,
            policy=self.terms.policy.code,
            policy_version=self.terms.policy.version,
            policy_name=self.terms.policy.name,
            notice=notice,
            clock=self.in_force_at,
            start=start,
            days_before=None if start is None else (start - to_local(notice).date()).days,
            used=self.used(notice),
            meetings=self.meetings,
            used_cents=self._used_cents(notice),
            withdrawal_until=self.withdrawal_until,
        )

    def _days(self, first: date, last: date) -> Iterable[date]:
        return (first + DAY * step for step in range(max((last - first).days, 0) + 1))

    def _grouped(self, days: Iterable[date], now: datetime) -> Iterator[Step]:
        """Days in a row that cost the same; today as it stands now, other days as they begin."""
        priced = ((day, self.fee(self._moment(day, now))) for day in days)
        for _same, run in groupby(priced, key=lambda each: (each[1].percent, each[1].cents)):
            several = list(run)
            yield Step(several[0][0], several[-1][0], several[0][1])

    def _moment(self, day: date, now: datetime) -> datetime:
        if day == to_local(now).date():
            return now
        morning = from_local(day, time())
        return max(morning, self.in_force_at) if self.in_force_at else morning
