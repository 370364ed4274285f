"""How far engagements have come: numbers of many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from models.process.meeting import ATTENDED, Attendance, Meeting, counts


@dataclass(frozen=True)
class Progress:
    """Meetings held and planned in all, the start of the next that has not ended, and those that count as used without being held."""

    held: int = 0
    planned: int = 0
    next_start: datetime | None = None
    used: int = 0


def progress_of(session: Session, engagement_ids: Sequence[int], seen: ColumnElement[bool], *, now: datetime) -> dict[int, Progress]:
    """Progress by engagement, counted over the meetings that fulfil ``seen``; one statement."""
    coming = case((and_(Meeting.ends_at > now, Meeting.cancelled_at.is_(None)), Meeting.starts_at))
    numbers = (func.count(Meeting.held_at), func.count(Meeting.id), func.min(coming), func.count(Meeting.ending))
    rows = session.execute(
        select(Meeting.engagement_id, *numbers)
        .where(Meeting.engagement_id.in_(engagement_ids), counts(), seen)
        .group_by(Meeting.engagement_id)
    )
    return {row[0]: Progress(*row[1:]) for row in rows}


@dataclass(frozen=True)
class Turnout:
    """How many came to a meeting and how many did not; nobody's name."""

    came: int = 0
    stayed_away: int = 0


def turnout_of(session: Session, meeting_ids: Sequence[int]) -> dict[int, Turnout]:
    """Turnout by meeting; one statement."""
    came = func.count(case((Attendance.mark.in_(ATTENDED), 1)))
    away = func.count(case((Attendance.mark.not_in(ATTENDED), 1)))
    rows = session.execute(
        select(Attendance.meeting_id, came, away).where(Attendance.meeting_id.in_(meeting_ids)).group_by(Attendance.meeting_id)
    )
    return {row[0]: Turnout(row[1], row[2]) for row in rows}
