"""The notice of one meeting: until when the client moves it free of charge, and how many times (reading A3 of the terms)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.base.local_time import to_local
from models.commerce.agreement import Agreement, AgreementVersion, VersionState
from models.commerce.catalogue import Product, ProductVersion
from models.commerce.terms import Terms
from models.process import Meeting, MeetingChange

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.process import Engagement


@dataclass(frozen=True)
class Notice:
    """Hours before a meeting, and how many meetings of the process may be moved so."""

    hours: int
    free_moves: int


USUAL = Notice(24, 2)


@dataclass(frozen=True)
class Freedom:
    """How free the client is to move or cancel one meeting."""

    notice: Notice
    until: datetime  # the last moment, itself included
    used: int  # free moves of the process so far

    @property
    def left(self) -> int:
        """Free moves that are left."""
        return max(self.notice.free_moves - self.used, 0)

    def in_time(self, heard: datetime) -> bool:
        """Whether a wish heard then came before the notice began."""
        return heard <= self.until

    def allows(self, heard: datetime) -> bool:
        """Whether a move wished for then is free."""
        return self.in_time(heard) and self.left > 0


def notice_of(session: Session, engagement: Engagement) -> Notice:
    """As the agreement promises; the kindest where several agreements share the process. Without one, as its product does."""
    query = (
        select(AgreementVersion.terms)
        .join(Agreement, Agreement.id == AgreementVersion.agreement_id)
        .where(Agreement.engagement_id == engagement.id, AgreementVersion.state == VersionState.IN_FORCE)
    )
    agreed = [Terms.from_snapshot(stored) for stored in session.scalars(query)]
    if agreed:
        return Notice(min(terms.notice_hours for terms in agreed), max(terms.free_moves for terms in agreed))
    return _offered(session, engagement)


def freedom_of(session: Session, meeting: Meeting) -> Freedom:
    """How free the client is with this meeting."""
    notice = notice_of(session, meeting.engagement)
    return Freedom(notice, meeting.free_until(notice.hours), moves_used(session, meeting.engagement))


def moves_used(session: Session, engagement: Engagement) -> int:
    """Free moves of the process that the client has had."""
    same = MeetingChange.meeting_id.in_(select(Meeting.id).where(Meeting.engagement_id == engagement.id))
    return session.scalar(select(func.count()).where(same, MeetingChange.uses_free_move)) or 0


def _offered(session: Session, engagement: Engagement) -> Notice:
    since = to_local(engagement.created_at).date()
    query = (
        select(ProductVersion.notice_hours, ProductVersion.free_moves)
        .join(ProductVersion.product)
        .where(Product.form == engagement.form, ProductVersion.effective_from <= since)
        .order_by(ProductVersion.effective_from.desc(), Product.position, Product.id)
    )
    offered = session.execute(query.limit(1)).first()
    return Notice(offered.notice_hours, offered.free_moves) if offered else USUAL
