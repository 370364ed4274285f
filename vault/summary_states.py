"""How far summaries are today: what is stored of them, and who of today's members has approved. Nothing here is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from models.confidential import ClientSummary, SummaryAnswer, SummaryState, SummaryVersion
from models.process import Participation, Stay
from vault import guard

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.process import Engagement


@dataclass(frozen=True)
class Listed:
    """A summary in a list: how far it is, and nothing of what it says or who has answered."""

    id: int
    state: SummaryState
    language: str
    created_at: datetime
    saved_at: datetime
    returned: bool
    delivered_at: datetime | None
    erased: bool


def listed(session: Session, engagement: Engagement, *states: SummaryState) -> list[Listed]:
    """The engagement's summaries, the newest first: those that were discarded left out, and only those in ``states`` if any are given."""
    query = select(ClientSummary).where(ClientSummary.engagement_id == engagement.id).order_by(ClientSummary.id.desc())
    with guard.inside():
        rows = [row for row in session.scalars(query) if row.erased_at is None or row.state is SummaryState.DELIVERED]
    standing = states_of(session, rows)
    found = [
        Listed(
            id=row.id,
            state=standing[row.id],
            language=row.language,
            created_at=row.created_at,
            saved_at=row.saved_at,
            returned=row.returned_at is not None,
            delivered_at=row.delivered_at,
            erased=row.erased_at is not None,
        )
        for row in rows
    ]
    return [one for one in found if not states or one.state in states]


def states_of(session: Session, summaries: Iterable[ClientSummary]) -> dict[int, SummaryState]:
    """Where they stand today, in one statement: who joins after everybody has approved is waited for."""
    rows = list(summaries)
    asked = [row.id for row in rows if row.is_asked]
    open_to_all = approved_by_all(session, asked) if asked else set()
    return {
        row.id: row.state if not row.is_asked else SummaryState.APPROVED if row.id in open_to_all else SummaryState.AWAITING for row in rows
    }


def approved_by_all(session: Session, summary_ids: Iterable[int]) -> set[int]:
    """Those whose newest text every regular member of today has approved; none without members."""
    newest = (
        select(func.max(SummaryVersion.id)).where(SummaryVersion.summary_id == ClientSummary.id).correlate(ClientSummary).scalar_subquery()
    )
    member = (
        Participation.engagement_id == ClientSummary.engagement_id,
        Participation.stay == Stay.REGULAR,
        Participation.left_at.is_(None),
    )
    approved = exists().where(
        SummaryAnswer.version_id == newest, SummaryAnswer.person_id == Participation.person_id, SummaryAnswer.approves
    )
    query = select(ClientSummary.id).where(
        ClientSummary.id.in_(set(summary_ids)), exists().where(*member), ~exists().where(*member, ~approved.correlate_except(SummaryAnswer))
    )
    with guard.inside():
        return set(session.scalars(query))
