"""The fee examples by hand: policies as the provider's own seeds have them, and cases in local time."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from models.base.local_time import HELSINKI
from models.commerce.catalogue import FeeVat, Interruption
from models.commerce.fee import Case, Move
from models.commerce.terms import Policy, Terms, Tier

NAMES = {"fi": "Perusehto", "sv": "Grundvillkor", "en": "Standard terms"}
POLICIES = {
    "standard": Policy("standard", 1, NAMES, (Tier(None, 1, 50), Tier(0, 0, 100)), 100),
    "week_window": Policy("week_window", 1, NAMES, (Tier(None, 8, 0), Tier(7, 1, 50), Tier(0, 0, 100)), 100),
    "strict_week": Policy("strict_week", 1, NAMES, (Tier(None, 7, 50), Tier(6, 0, 100)), 100),
}
VAT = 2550
WHOLE, HELD_PLUS_50 = Interruption.WHOLE_PRICE_DUE, Interruption.HELD_PLUS_50


def local(day: int, month: int, hour: int = 12, minute: int = 0, second: int = 0) -> datetime:
    """A moment of 2027 by the clocks of Helsinki."""
    return datetime.combine(date(2027, month, day), time(hour, minute, second), HELSINKI).astimezone(UTC)


def terms(policy: str = "standard", **changes: Any) -> Terms:  # noqa: ANN401  any of the terms
    """Terms of an organisation, unless changed."""
    return replace(
        Terms(
            policy=POLICIES[policy],
            option_meetings=5,
            option_price_cents=21_000,
            option_days=60,
            notice_hours=24,
            free_moves=1,
            interruption=WHOLE,
            withdrawal_days=0,
            fee_vat=FeeVat.AS_SERVICE,
        ),
        **changes,
    )


SIGNED = local(11, 1, 9)
START = local(9, 2, 14)


def case(
    policy: str = "standard",
    *,
    base: int = 105_000,
    signed: datetime | None = SIGNED,
    start: datetime = START,
    meetings: int = 5,
    moves: tuple[Move, ...] = (),
    **changes: Any,  # noqa: ANN401  any of the terms
) -> Case:
    """The group of the examples: five meetings four weeks apart."""
    starts = tuple(start + timedelta(days=28 * step) for step in range(meetings))
    return Case(terms(policy, **changes), base, VAT, signed, starts, meetings, moves)
