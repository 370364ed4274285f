"""The provider's numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.commerce.catalogue import ServiceSettings

if TYPE_CHECKING:
    from datetime import datetime


def rows(_now: datetime) -> list[ServiceSettings]:
    """The one row of settings."""
    return [
        ServiceSettings(
            id=1,
            emergency_number="112",
            crisis_answer_hours=24,
            crisis_offer_hours=48,
            crisis_days=14,
            crisis_fewest=2,
            crisis_most=4,
            quote_days=30,
            quote_reminder_days=3,
            signing_days=30,
            seat_offer_hours=48,
            withdrawal_days=14,
            waiver_limit_cents=500_00,
            request_draft_days=14,
            shortest_minutes=45,
            longest_minutes=90,
            ideal_fewest=3,
            ideal_most=6,
        )
    ]
