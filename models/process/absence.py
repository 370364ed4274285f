"""Telling beforehand that one will not come: told to the supervisor, free of charge, no reason asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.process.meeting import Meeting
from models.process.participation import Participation


class AbsenceNotice(Base):
    """One participant's word that they will not come to one meeting; taken back, the row goes."""

    __tablename__ = "absence_notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    participation_id: Mapped[int] = mapped_column(ForeignKey("participations.id"), index=True)
    told_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship()
    participation: Mapped[Participation] = relationship()

    __table_args__ = (UniqueConstraint("meeting_id", "participation_id"),)
