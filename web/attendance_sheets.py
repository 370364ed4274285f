"""Who sits at each of many meetings, and what is marked: for paper. No goal, no note, and no word for urgency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from models.process import Mark, Meeting, Participation, Stay, sits_at
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.process import Engagement


@dataclass(frozen=True)
class Seated:
    """One person at one meeting, and in whose place."""

    name: str
    instead_of: str | None
    mark: Mark | None
    minutes_late: int | None


@dataclass(frozen=True)
class Paper:
    """One meeting."""

    meeting: Meeting
    people: Sequence[Seated]


def meetings_of(engagement: Engagement) -> Sequence[Meeting]:
    """Those that have not been cancelled, in order."""
    query = select(Meeting).where(Meeting.engagement_id == engagement.id, Meeting.cancelled_at.is_(None))
    return db.session.scalars(query.options(selectinload(Meeting.attendances)).order_by(Meeting.starts_at, Meeting.id)).all()


def papers_of(meetings: Sequence[Meeting]) -> list[Paper]:
    """The meetings with everybody who sits there; two statements, however many there are."""
    ids = [meeting.id for meeting in meetings]
    sitting = select(Meeting.id, Participation).select_from(Meeting).join(Participation, sits_at()).where(Meeting.id.in_(ids))
    rows = db.session.execute(sitting.options(joinedload(Participation.person)).order_by(Participation.seat_id)).all()
    regulars = _regulars(ids)
    return [
        Paper(meeting, [_seated(meeting, member, regulars) for meeting_id, member in rows if meeting_id == meeting.id])
        for meeting in meetings
    ]


def _seated(meeting: Meeting, member: Participation, regulars: dict[tuple[int, int], str]) -> Seated:
    instead_of = regulars.get((meeting.id, member.seat_id)) if member.stay is Stay.ONE_MEETING else None
    return Seated(member.person.name, instead_of, meeting.mark_of(member), meeting.minutes_late_of(member))


def _regulars(ids: Sequence[int]) -> dict[tuple[int, int], str]:
    """Names of the regular members whose seats others take, by meeting and seat."""
    guest = aliased(Participation)
    stays = or_(Participation.left_at.is_(None), Participation.left_at > Meeting.starts_at)
    query = (
        select(Meeting.id, Participation)
        .select_from(guest)
        .join(Meeting, Meeting.id == guest.meeting_id)
        .join(Participation, Participation.seat_id == guest.seat_id)
        .where(Meeting.id.in_(ids), Participation.stay == Stay.REGULAR, Participation.joined_at <= Meeting.starts_at, stays)
        .options(joinedload(Participation.person))
    )
    return {(meeting_id, regular.seat_id): regular.person.name for meeting_id, regular in db.session.execute(query)}
