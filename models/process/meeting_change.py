"""What happened to a meeting's time, place or being: who did it, when and on whose wish. Only added to."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.people.person import Person
from models.process.meeting import Meeting
from models.process.moving import Cause

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class ChangeKind(enum.StrEnum):
    """What was done."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    RELOCATED = "relocated"  # another place, room, link or mode at the same time
    CANCELLED = "cancelled"
    RESTORED = "restored"


class MeetingChange(Base):
    """One step of a meeting's history."""

    __tablename__ = "meeting_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))  # nobody: the product itself, from an agreement
    kind: Mapped[ChangeKind] = mapped_column(one_of(ChangeKind, "kind"))
    cause: Mapped[Cause] = mapped_column(one_of(Cause, "cause"))
    former_start: Mapped[datetime | None]
    former_end: Mapped[datetime | None]
    new_start: Mapped[datetime | None]
    new_end: Mapped[datetime | None]
    uses_free_move: Mapped[bool] = mapped_column(default=False)

    meeting: Mapped[Meeting] = relationship()
    by: Mapped[Person | None] = relationship()

    __table_args__ = (
        Index("ix_meeting_changes_meeting", "meeting_id", "id"),
        CheckConstraint("NOT uses_free_move OR (kind = 'moved' AND cause = 'client')", name="free_moves_are_the_clients"),
    )


def record(
    session: Session,
    meeting: Meeting,
    kind: ChangeKind,
    cause: Cause,
    *,
    by: Person | None,
    now: datetime,
    former: tuple[datetime, datetime] | None = None,
    uses_free_move: bool = False,
) -> MeetingChange:
    """Note what was just done to the meeting. ``former``: its start and end before, when they changed; ``by``: nobody, the product."""
    gone = kind is ChangeKind.CANCELLED
    before = former or ((meeting.starts_at, meeting.ends_at) if gone else (None, None))
    change = MeetingChange(
        meeting=meeting,
        at=now,
        by_id=by.id if by else None,
        kind=kind,
        cause=cause,
        former_start=before[0],
        former_end=before[1],
        new_start=None if gone else meeting.starts_at,
        new_end=None if gone else meeting.ends_at,
        uses_free_move=uses_free_move,
    )
    session.add(change)
    return change
