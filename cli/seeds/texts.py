"""The texts of the service pages and the clauses of agreements, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.seeds.clauses import CLAUSES
from cli.seeds.pages import PAGES
from cli.seeds.policies import SINCE
from models.commerce.catalogue import StandardText

if TYPE_CHECKING:
    from datetime import datetime


def rows(now: datetime) -> list[StandardText]:
    """The first text of each slot."""
    return [StandardText(slot=slot, effective_from=SINCE, body=body, created_at=now) for slot, body in (PAGES | CLAUSES).items()]
