"""Meetings and attendance."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint, or_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.base.local_time import to_local
from models.people.person import Person
from models.process.engagement import Engagement
from models.process.moving import USED, Ending, Mode, Moving
from models.process.participation import Participation
from models.process.room import Room

USUAL_LENGTH = range(45, 91)  # minutes; anything else is asked about, never refused
LONGEST = 8 * 60  # minutes; a meeting longer than a working day is a typing mistake


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


class AttendanceOfCancelled(DomainError):
    """A meeting that does not take place has no attendance."""

    code = "attendance.cancelled"


class LatenessImpossible(DomainError):
    """Nobody is late by less than a minute, or by more than the meeting lasts."""

    code = "attendance.lateness"
    field = "minutes_late"


class NotInMeeting(DomainError):
    """The person has no seat at this meeting."""

    code = "attendance.not_in_meeting"


def new_uid() -> str:
    """A name for calendars that says nothing."""
    return token_hex(16)


class Meeting(Moving, Base):
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
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"), index=True)
    uid: Mapped[str] = mapped_column(String(64), default=new_uid, server_default=text("''"))  # the same in every calendar for ever
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")  # raised when time, place or being changes (RFC 5545)
    confirmed_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    ending: Mapped[Ending | None] = mapped_column(one_of(Ending, "ending"))
    version: Mapped[int] = mapped_column(default=1)

    engagement: Mapped[Engagement] = relationship()
    room: Mapped[Room | None] = relationship()
    attendances: Mapped[list[Attendance]] = relationship(back_populates="meeting")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("engagement_id", "number"),
        Index("ix_meetings_engagement_start", "engagement_id", "starts_at"),
        Index("ix_meetings_start", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("uq_meetings_uid", "uid", unique=True),
        CheckConstraint("number > 0", name="number_from_one"),
        CheckConstraint("ending IS NULL OR cancelled_at IS NOT NULL", name="ending_has_time"),
    )

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    @property
    def is_held(self) -> bool:
        """Whether everybody who sat at it has been marked."""
        return self.held_at is not None

    def opens_for_marking(self, *, now: datetime) -> bool:
        """Whether attendance may be marked: from the first second of the meeting's local day."""
        return to_local(now).date() >= to_local(self.starts_at).date()

    def mark(
        self,
        marks: dict[Participation, Mark],
        members: Sequence[Participation],
        *,
        by: Person,
        now: datetime,
        minutes_late: int | None = None,
    ) -> str:
        """Mark people, all in one batch that can be taken back; gives the batch. Held once every member is marked.

        ``members`` are who sits at the meeting; ``minutes_late`` is how late whoever is marked late came, when somebody has said.
        Raises AttendanceOfCancelled, AttendanceTooEarly, NotInMeeting, LatenessImpossible.
        """
        self._demand_markable(now=now)
        if not set(marks) <= set(members):
            raise NotInMeeting
        if minutes_late is not None and not 0 < minutes_late <= self.minutes:
            raise LatenessImpossible(most=self.minutes)
        batch = token_hex(16)
        for member, mark in marks.items():
            lateness = minutes_late if mark is Mark.LATE else None
            self._attendance(member).set(mark, lateness, batch=batch, by=by, now=now)
        self._see_whether_held(members, now=now)
        return batch

    def take_back(self, batch: str, members: Sequence[Participation], *, by: Person, now: datetime) -> list[Attendance]:
        """Restore what was marked before the batch; what somebody has marked since stays. Gives what changed. Raises AttendanceOfCancelled."""
        self._demand_markable(now=now)
        changed = [attendance for attendance in self.attendances if attendance.batch == batch]
        for attendance in changed:
            attendance.set(attendance.previous, attendance.previous_minutes_late, batch=token_hex(16), by=by, now=now)
        self._see_whether_held(members, now=now)
        return changed

    def mark_of(self, participation: Participation) -> Mark | None:
        """What is marked of somebody, if anything."""
        return next((a.mark for a in self.attendances if a.participation_id == participation.id), None)

    def minutes_late_of(self, participation: Participation) -> int | None:
        """How late somebody came, when that has been said."""
        return next((a.minutes_late for a in self.attendances if a.participation_id == participation.id), None)

    def _demand_markable(self, *, now: datetime) -> None:
        if self.cancelled_at is not None:
            raise AttendanceOfCancelled
        if not self.opens_for_marking(now=now):
            raise AttendanceTooEarly

    def _attendance(self, member: Participation) -> Attendance:
        for attendance in self.attendances:
            if attendance.participation_id == member.id:
                return attendance
        attendance = Attendance(participation_id=member.id, person_id=member.person_id)
        self.attendances.append(attendance)
        return attendance

    def _see_whether_held(self, members: Sequence[Participation], *, now: datetime) -> None:
        if all(self.mark_of(member) is not None for member in members) and members:
            self.held_at = self.held_at or now
        else:
            self.held_at = None

    def has_started(self, *, now: datetime) -> bool:
        """Whether the first second has begun."""
        return now >= self.starts_at


def counts() -> ColumnElement[bool]:
    """Whether the Meeting of the row is one of those agreed on: not cancelled, or ended so that it counts as used."""
    return or_(Meeting.cancelled_at.is_(None), Meeting.ending.in_(USED))


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
    minutes_late: Mapped[int | None]  # how late, when somebody has said
    previous_minutes_late: Mapped[int | None]
    marked_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    marked_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship(back_populates="attendances")
    participation: Mapped[Participation] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)

    __table_args__ = (
        UniqueConstraint("meeting_id", "participation_id"),
        Index("ix_attendances_person_meeting", "person_id", "meeting_id"),
    )

    def set(self, mark: Mark | None, minutes_late: int | None, *, batch: str, by: Person, now: datetime) -> None:
        """Mark, or unmark, and remember what stood here."""
        self.previous, self.mark = self.mark, mark
        self.previous_minutes_late, self.minutes_late = self.minutes_late, minutes_late
        self.batch, self.marked_by_id, self.marked_at = batch, by.id, now
