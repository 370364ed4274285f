"""Who a meeting's note can speak of."""

from sqlalchemy import Select, or_, select

from models.process.meeting import Meeting
from models.process.participation import Participation, Stay


def people_of(meeting: Meeting) -> Select[int]:
    """Ids of the people who belonged to the group at the meeting, its one-meeting substitutes included."""
    belonged = (Participation.joined_at <= meeting.starts_at) & (
        Participation.left_at.is_(None) | (Participation.left_at > meeting.starts_at)
    )
    return select(Participation.person_id).where(
        Participation.engagement_id == meeting.engagement_id,
        or_((Participation.stay == Stay.REGULAR) & belonged, Participation.meeting_id == meeting.id),
    )
