"""Meetings and attendance."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, Select, String, UniqueConstraint, and_, exists, or_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.people.person import Person
from models.process.engagement import Engagement
from models.process.participation import Participation, Stay

USUAL_MINUTES = range(45, 91)


class Mode(enum.StrEnum):
    """Face to face, or remote."""

    ON_SITE = "on_site"
    REMOTE = "remote"


class Mark(enum.StrEnum):
    """What attendance says of one person at one meeting."""

    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"
    SUBSTITUTE = "substitute"


ATTENDED = (Mark.PRESENT, Mark.LATE)


class AttendanceTooEarly(DomainError):
    """Attendance opens on the meeting's own day."""

    code = "attendance.too_early"


class NotInMeeting(DomainError):
    """The person has no seat at this meeting."""

    code = "attendance.not_in_meeting"


class Meeting(Base):
    """One planned or held meeting of an engagement."""

    __tablename__ = "meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"))
    number: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    mode: Mapped[Mode] = mapped_column(one_of(Mode, "mode"), default=Mode.ON_SITE)
    place: Mapped[str] = mapped_column(String(160), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    held_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    engagement: Mapped[Engagement] = relationship()
    attendances: Mapped[list[Attendance]] = relationship(back_populates="meeting")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("engagement_id", "number"),
        Index("ix_meetings_engagement_start", "engagement_id", "starts_at"),
        Index("ix_meetings_start", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("number > 0", name="number_from_one"),
    )

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    def has_started(self, *, now: datetime) -> bool:
        """Whether the first second has begun."""
        return now >= self.starts_at


class Attendance(Base):
    """What is marked of one person at one meeting, and what was marked just before it (for undo)."""

    __tablename__ = "attendances"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    participation_id: Mapped[int] = mapped_column(ForeignKey("participations.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    mark: Mapped[Mark | None] = mapped_column(one_of(Mark, "mark"))
    previous: Mapped[Mark | None] = mapped_column(one_of(Mark, "previous"))
    batch: Mapped[str] = mapped_column(String(32))
    marked_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    marked_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship(back_populates="attendances")
    participation: Mapped[Participation] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)

    __table_args__ = (
        UniqueConstraint("meeting_id", "participation_id"),
        Index("ix_attendances_person_meeting", "person_id", "meeting_id"),
    )


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
