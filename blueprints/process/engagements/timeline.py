"""The meetings of an engagement in the order of time, as the person sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.base.local_time import to_local
from models.process import Meeting, Participation, Stay
from models.process.progress import Turnout, turnout_of
from policy.process import sees_meeting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement
    from policy.process import Sight


@dataclass(frozen=True)
class Step:
    """One meeting: where it stands, how many came when that is shown, who comes for it alone."""

    meeting: Meeting
    state: str  # held, used, today, unmarked, coming, cancelled
    turnout: Turnout | None
    stand_ins: Sequence[str]

    @property
    def disc(self) -> str:
        """The picture of the state."""
        return {"held": "full", "today": "half", "unmarked": "half", "coming": "open", "used": "off", "cancelled": "off"}[self.state]


def timeline(session: Session, actor: Person, engagement: Engagement, sight: Sight, *, now: datetime) -> list[Step]:
    """Every meeting that exists for the person; three statements."""
    query = select(Meeting).where(Meeting.engagement_id == engagement.id, sees_meeting(actor))
    meetings = session.scalars(query.order_by(Meeting.starts_at, Meeting.id)).all()
    turnouts = turnout_of(session, [meeting.id for meeting in meetings]) if sight.counts else {}
    stand_ins = _stand_ins(session, engagement, sight)
    return [
        Step(
            meeting,
            state_of(meeting, now=now),
            turnouts.get(meeting.id) if meeting.is_held else None,
            stand_ins.get(meeting.id, ()),
        )
        for meeting in meetings
    ]


def state_of(meeting: Meeting, *, now: datetime) -> str:
    """Held, cancelled but used, cancelled, today's, past without marks, or still to come."""
    if meeting.is_held:
        return "held"
    if meeting.cancelled_at is not None:
        return "used" if meeting.is_used else "cancelled"
    if to_local(meeting.starts_at).date() == to_local(now).date():
        return "today"
    return "unmarked" if meeting.ends_at <= now else "coming"


def _stand_ins(session: Session, engagement: Engagement, sight: Sight) -> dict[int, list[str]]:
    query = select(Participation).where(
        Participation.engagement_id == engagement.id,
        Participation.stay == Stay.ONE_MEETING,
        Participation.left_at.is_(None),
    )
    names: dict[int, list[str]] = {}
    for came in session.scalars(query.options(joinedload(Participation.person))):
        if came.meeting_id is not None and sight.names(came):
            names.setdefault(came.meeting_id, []).append(came.person.name)
    return names
