"""What the rows of today's meetings tell beside time and place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from models.process import Meeting, Participation, Stay, sits_at
from models.process.progress import Progress, progress_of
from policy.process import sees_meeting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person


@dataclass(frozen=True)
class Detail:
    """How many sit there, how far the process is, and whether somebody else comes in the person's place."""

    people: int
    progress: Progress
    replaced: bool


def details(session: Session, actor: Person, meetings: Sequence[Meeting], *, now: datetime) -> dict[int, Detail]:
    """Details by meeting; three statements."""
    ids = [meeting.id for meeting in meetings]
    counts = select(Meeting.id, func.count(Participation.id)).join(Participation, sits_at()).where(Meeting.id.in_(ids)).group_by(Meeting.id)
    people = {row[0]: row[1] for row in session.execute(counts)}
    progress = progress_of(session, [meeting.engagement_id for meeting in meetings], sees_meeting(actor), now=now)
    replaced = _replaced(session, actor, ids)
    return {
        meeting.id: Detail(people.get(meeting.id, 0), progress.get(meeting.engagement_id, Progress()), meeting.id in replaced)
        for meeting in meetings
    }


def _replaced(session: Session, actor: Person, ids: Sequence[int]) -> set[int]:
    """Meetings at which somebody else sits in the person's seat."""
    instead = aliased(Participation)
    query = (
        select(instead.meeting_id)
        .join(Participation, Participation.seat_id == instead.seat_id)
        .where(
            instead.meeting_id.in_(ids),
            instead.left_at.is_(None),
            instead.person_id != actor.id,
            Participation.person_id == actor.id,
            Participation.stay == Stay.REGULAR,
            Participation.left_at.is_(None),
        )
    )
    return {meeting_id for meeting_id in session.scalars(query) if meeting_id is not None}
