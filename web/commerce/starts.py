"""The first meeting of an agreement: whoever moves or cancels it on the client's wish freezes what a cancellation costs then (A17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.commerce.agreement import Agreement, AgreementState
from models.commerce.cancellation import MovedBy
from models.commerce.cancelling import freeze_start
from models.commerce.commitment import Commitment
from models.process import Cause, Meeting
from models.process.meeting import counts
from web.commerce.trail import note
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.people import Person


def begins_with(meeting: Meeting, *, lock: bool = False) -> list[Commitment]:
    """The agreements in force whose first meeting this is. ``lock``: whoever else changes them waits."""
    session = db.session()
    first = select(Meeting.id).where(Meeting.engagement_id == meeting.engagement_id, counts()).order_by(Meeting.starts_at, Meeting.id)
    if session.scalar(first.limit(1)) != meeting.id:
        return []
    query = select(Agreement.id).where(Agreement.engagement_id == meeting.engagement_id, Agreement.state == AgreementState.IN_FORCE)
    loaded = [Commitment.load(session, key, lock=lock) for key in session.scalars(query.order_by(Agreement.id)).all()]
    return [commitment for commitment in loaded if commitment.in_force and commitment.first_meeting is meeting]


def next_start(meeting: Meeting) -> datetime | None:
    """When the meeting after this one begins."""
    query = select(Meeting.starts_at).where(
        Meeting.engagement_id == meeting.engagement_id, counts(), Meeting.starts_at >= meeting.starts_at, Meeting.id != meeting.id
    )
    return db.session.scalar(query.order_by(Meeting.starts_at).limit(1))


def freeze(commitments: Sequence[Commitment], former: datetime, to: datetime, cause: Cause, *, by: Person, now: datetime) -> None:
    """Record the move of the start with its floor for each agreement, before the meeting moves. They are locked."""
    for commitment in commitments:
        moved = freeze_start(commitment, former, to, MovedBy(cause.value), by=by, now=now)
        db.session.flush()
        note(
            "start_move.created",
            moved,
            engagement_id=commitment.agreement.engagement_id,
            moved_by=cause.value,
            floor=moved.floor_percent,
        )
