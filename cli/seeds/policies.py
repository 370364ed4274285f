"""Three cancellation policies. They agree on the day of the start, on seven days before it, and on what is free: the time before signing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from models.commerce.catalogue import CancellationPolicy

if TYPE_CHECKING:
    from datetime import datetime

SINCE = date(2024, 9, 1)  # from when on today's rate of value added tax counts, and all that is planted with it

STANDARD, WEEK_WINDOW, STRICT_WEEK = "standard", "week_window", "strict_week"
WHOLE = 100
NAMES = {
    STANDARD: {"fi": "Perusehto", "sv": "Grundvillkor", "en": "Standard terms"},
    WEEK_WINDOW: {"fi": "Viikkoehto", "sv": "Veckovillkor", "en": "Week terms"},
    STRICT_WEEK: {"fi": "Tiukka viikkoehto", "sv": "Strikt veckovillkor", "en": "Strict week terms"},
}
# Days before the start, from and to, and the share of the price that is due.
TIERS: dict[str, list[tuple[int | None, int, int]]] = {
    STANDARD: [(None, 1, 50), (0, 0, WHOLE)],
    WEEK_WINDOW: [(None, 8, 0), (7, 1, 50), (0, 0, WHOLE)],
    STRICT_WEEK: [(None, 7, 50), (6, 0, WHOLE)],
}


def rows(now: datetime) -> list[CancellationPolicy]:
    """The first version of each policy."""
    return [
        CancellationPolicy(code=code, version=1, name=name, tiers=_tiers(code), no_show_percent=WHOLE, effective_from=SINCE, created_at=now)
        for code, name in NAMES.items()
    ]


def _tiers(code: str) -> list[dict[str, Any]]:
    return [{"most": most, "least": least, "percent": percent} for most, least, percent in TIERS[code]]
