"""Confirmed hours of supervisors. The log itself is read from held meetings; here stands who has confirmed what of it."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.people.person import Person
from models.process.meeting import Meeting

UNIT = 45  # minutes: how training and its certificates count supervision


def units_of(minutes: int) -> Decimal:
    """Units of 45 minutes of a total, with two decimals rounded half up: 300 minutes are 6.67."""
    return Decimal((minutes * 200 + UNIT) // (2 * UNIT)).scaleb(-2)


class OwnHours(DomainError):
    """Nobody confirms hours of their own."""

    code = "hours.own"


class HoursNotGiven(DomainError):
    """The meeting has not been held, or the person did not supervise it."""

    code = "hours.not_given"


class Confirmer(enum.StrEnum):
    """As what somebody confirmed."""

    PARTICIPANT = "participant"
    ACCOUNT_MANAGER = "account_manager"


class HoursConfirmation(Base):
    """Somebody else's word that a supervisor gave the minutes of a held meeting.

    It counts for the attendance that stood when it was given: when that is taken back, or the meeting's length changes, it does
    not count until given anew.
    """

    __tablename__ = "hours_confirmations"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    minutes: Mapped[int]
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    confirmed_as: Mapped[Confirmer] = mapped_column(one_of(Confirmer, "confirmed_as"))
    confirmed_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship()
    supervisor: Mapped[Person] = relationship(foreign_keys=supervisor_id)
    confirmed_by: Mapped[Person] = relationship(foreign_keys=confirmed_by_id)

    __table_args__ = (
        UniqueConstraint("meeting_id", "supervisor_id"),
        CheckConstraint("supervisor_id <> confirmed_by_id", name="somebody_else"),
        CheckConstraint("minutes > 0", name="some_minutes"),
    )

    @property
    def counts(self) -> bool:
        """Whether it is about the meeting as it stands: held since before the word was given, and as long as then."""
        held_at = self.meeting.held_at
        return held_at is not None and self.confirmed_at >= held_at and self.minutes == self.meeting.minutes


def confirmations_of(session: Session, meetings: Sequence[Meeting]) -> dict[tuple[int, int], HoursConfirmation]:
    """What has been confirmed, counting or not, by meeting and supervisor; one statement."""
    query = select(HoursConfirmation).where(HoursConfirmation.meeting_id.in_([meeting.id for meeting in meetings]))
    return {(each.meeting_id, each.supervisor_id): each for each in session.scalars(query)}


def confirm(session: Session, meeting: Meeting, supervisor: Person, *, by: Person, role: Confirmer, now: datetime) -> bool:
    """Confirm what a supervisor gave at a held meeting; gives whether it was still to be confirmed. Raises OwnHours, HoursNotGiven."""
    if supervisor is by:
        raise OwnHours
    if not meeting.is_held or meeting.cancelled_at is not None or supervisor not in meeting.engagement.supervisors_at(meeting.starts_at):
        raise HoursNotGiven
    word = confirmations_of(session, [meeting]).get((meeting.id, supervisor.id))
    if word is not None and word.counts:
        return False
    word = word or HoursConfirmation(meeting=meeting, supervisor=supervisor)
    word.minutes, word.confirmed_by, word.confirmed_as, word.confirmed_at = meeting.minutes, by, role, now
    try:
        with session.begin_nested():
            session.add(word)
            session.flush()
    except IntegrityError:  # somebody else was quicker by a moment
        return False
    return True
