"""Confirmed hours of supervisors. The log itself is read from held meetings; here stands who has confirmed what of it."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.people.person import Person
from models.process.meeting import Meeting


class Confirmer(enum.StrEnum):
    """As what somebody confirmed."""

    PARTICIPANT = "participant"
    ACCOUNT_MANAGER = "account_manager"


class HoursConfirmation(Base):
    """Somebody else's word that a supervisor gave the minutes of a held meeting."""

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
