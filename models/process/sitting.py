"""Who sits at a meeting."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from models.process.engagement import Engagement
from models.process.meeting import Meeting
from models.process.participation import Participation, Stay


def sits_at() -> ColumnElement[bool]:
    """Whether the Participation sits at the Meeting of the same row: the condition to join the two by.

    A seat's chair belongs to who came for that one meeting, else to the regular member at the meeting's start.
    """
    instead = aliased(Participation)
    taken = exists().where(
        instead.seat_id == Participation.seat_id,
        instead.meeting_id == Meeting.id,
        or_(instead.left_at.is_(None), instead.left_at > Meeting.starts_at),
    )
    stays = or_(Participation.left_at.is_(None), Participation.left_at > Meeting.starts_at)
    regular = and_(Participation.stay == Stay.REGULAR, Participation.joined_at <= Meeting.starts_at, ~taken)
    return and_(
        Participation.engagement_id == Meeting.engagement_id,
        stays,
        or_(regular, Participation.meeting_id == Meeting.id),
    )


def members_of(meeting: Meeting) -> Select[Participation]:
    """Who sits at the meeting, one for each taken seat, in the order of the seats."""
    return select(Participation).join(Meeting, sits_at()).where(Meeting.id == meeting.id).order_by(Participation.seat_id)


def current_members(engagement: Engagement) -> Select[Participation]:
    """The regular members now, in the order of the seats (I3: who was replaced is not counted)."""
    return (
        select(Participation)
        .where(
            Participation.engagement_id == engagement.id,
            Participation.stay == Stay.REGULAR,
            Participation.left_at.is_(None),
        )
        .order_by(Participation.seat_id)
    )
