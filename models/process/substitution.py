"""Substitutions: a participant who cannot come is replaced by another person."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.people.person import Person
from models.process.meeting import Meeting
from models.process.participation import Participation


class Extent(enum.StrEnum):
    """For one meeting, or for the rest of the process."""

    ONE_MEETING = "one_meeting"
    REST = "rest"


class Source(enum.StrEnum):
    """How the notice reached the service."""

    FORM = "form"
    EMAIL = "email"


class SubstitutionState(enum.StrEnum):
    """Where a substitution stands; the time and the actor of each step are in its own columns."""

    OFFERED = "offered"
    EFFECTIVE = "effective"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    EXPIRED = "expired"


class Substitution(Base):
    """One seat changing hands: who leaves, who comes, for how long, who said so and when it was received."""

    __tablename__ = "substitutions"

    id: Mapped[int] = mapped_column(primary_key=True)
    outgoing_id: Mapped[int] = mapped_column(ForeignKey("participations.id"), index=True)
    incoming_id: Mapped[int | None] = mapped_column(ForeignKey("participations.id"), index=True)
    substitute_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    extent: Mapped[Extent] = mapped_column(one_of(Extent, "extent"))
    source: Mapped[Source] = mapped_column(one_of(Source, "source"))
    state: Mapped[SubstitutionState] = mapped_column(one_of(SubstitutionState, "state"), default=SubstitutionState.OFFERED)
    message: Mapped[str] = mapped_column(Text, default="")
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    recorded_at: Mapped[datetime]
    received_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))

    outgoing: Mapped[Participation] = relationship(foreign_keys=outgoing_id)
    incoming: Mapped[Participation | None] = relationship(foreign_keys=incoming_id)
    substitute: Mapped[Person] = relationship(foreign_keys=substitute_id)
    requested_by: Mapped[Person] = relationship(foreign_keys=requested_by_id)
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)
    meeting: Mapped[Meeting] = relationship()

    __table_args__ = (
        CheckConstraint("(state = 'offered') = (decided_at IS NULL)", name="decided_has_time"),
        CheckConstraint("received_at <= recorded_at", name="received_before_recorded"),
        Index(
            "uq_substitutions_open_seat",
            "outgoing_id",
            "meeting_id",
            unique=True,
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
    )
