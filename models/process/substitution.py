"""Substitutions: a participant who cannot come is replaced by another person."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.people.person import Person
from models.process import substitution_checks as checks
from models.process import substitution_effects as effects
from models.process.meeting import Meeting
from models.process.participation import Participation
from models.process.substitution_refusals import AlreadyDecided, OfferGone, RefusedTooLate

if TYPE_CHECKING:
    from models.process.roster import Roster

LATE_ANSWER = timedelta(days=7)  # time to answer when the notice was typed in after the meeting's start


class Extent(enum.StrEnum):
    """For one meeting, or for the rest of the process."""

    ONE_MEETING = "one_meeting"
    REST = "rest"


class Source(enum.StrEnum):
    """How the notice reached the service."""

    FORM = "form"
    EMAIL = "email"


class SubstitutionState(enum.StrEnum):
    """Where a substitution stands; the time and the actor of the last step are in its own columns, all steps in the audit log."""

    OFFERED = "offered"
    EFFECTIVE = "effective"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Wish:
    """What was asked: who comes, for how long and from which meeting, in which words, and when an e-mail about it arrived."""

    substitute: Person
    name: str
    extent: Extent
    meeting: Meeting
    message: str = ""
    mail_received_at: datetime | None = None

    @property
    def is_for_the_rest(self) -> bool:
        """Whether the seat is to pass on for good."""
        return self.extent is Extent.REST


class Substitution(Base):
    """One seat changing hands: who leaves, who comes, for how long, who said so and when it was received."""

    __tablename__ = "substitutions"

    id: Mapped[int] = mapped_column(primary_key=True)
    outgoing_id: Mapped[int] = mapped_column(ForeignKey("participations.id"), index=True)
    incoming_id: Mapped[int | None] = mapped_column(ForeignKey("participations.id"), index=True)
    substitute_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    # As the requester wrote it: an address must not reveal to them under which name its owner is known here.
    name: Mapped[str] = mapped_column(String(120))
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

    @classmethod
    def request(cls, roster: Roster, outgoing: Participation, wish: Wish, *, by: Person, now: datetime) -> Substitution:
        """A new offer to the substitute. Raises one of ``substitution_refusals``; then nothing has changed.

        The notice counts by the second it was received. The offer is open until the meeting's start, or for seven days
        when the notice was typed in only after it.
        """
        received = wish.mail_received_at or now
        checks.refuse_time(roster, outgoing, wish, received=received, now=now)
        checks.refuse_substitute(roster, outgoing, wish.substitute, wish, now=now)
        start = wish.meeting.starts_at
        return cls(
            outgoing=outgoing,
            substitute=wish.substitute,
            name=wish.name,
            meeting=wish.meeting,
            extent=wish.extent,
            source=Source.EMAIL if wish.mail_received_at else Source.FORM,
            state=SubstitutionState.OFFERED,
            message=wish.message,
            requested_by=by,
            recorded_at=now,
            received_at=received,
            expires_at=start if now < start else now + LATE_ANSWER,
        )

    @property
    def is_for_the_rest(self) -> bool:
        """Whether the seat passes on for good."""
        return self.extent is Extent.REST

    @property
    def shown_name(self) -> str:
        """The newcomer's name: as asked until they have answered, from then on their own."""
        return self.substitute.name if self.incoming_id else self.name

    def is_open(self, *, now: datetime) -> bool:
        """Whether the substitute may still answer. A meeting brought forward closes its offers with it."""
        begun = self.meeting.has_started(now=now) and self.recorded_at < self.meeting.starts_at
        in_time = now < self.expires_at and not begun
        return self.state is SubstitutionState.OFFERED and in_time and not self.outgoing.engagement.is_over

    def accept(self, roster: Roster, *, now: datetime) -> None:
        """The substitute comes: the seat changes hands from now, or from the meeting's start when that has passed.

        Raises AlreadyDecided, or OfferGone when the place or the person is not free any more.
        """
        if not self.is_open(now=now):
            raise AlreadyDecided
        if not checks.can_still_happen(roster, self, now=now):
            raise OfferGone
        self._decide(SubstitutionState.EFFECTIVE, by=self.substitute, now=now)
        effects.hand_over(self, roster, at=min(now, self.meeting.starts_at), now=now)

    def decline(self, *, now: datetime) -> None:
        """The substitute does not come. Raises AlreadyDecided."""
        if not self.is_open(now=now):
            raise AlreadyDecided
        self._decide(SubstitutionState.DECLINED, by=self.substitute, now=now)

    def retract(self, *, by: Person, now: datetime) -> None:
        """Whoever asked changes their mind before there is an answer. Raises AlreadyDecided."""
        self._must_be_offered()
        self._decide(SubstitutionState.WITHDRAWN, by=by, now=now)

    def expire(self, *, now: datetime) -> None:
        """Nobody answered in time, or there is nothing left to answer. Raises AlreadyDecided."""
        self._must_be_offered()
        self._decide(SubstitutionState.EXPIRED, by=None, now=now)

    def can_be_refused(self, *, now: datetime) -> bool:
        """Whether the supervisor may still say no: while it is offered, and until the meeting's start."""
        effective = self.state is SubstitutionState.EFFECTIVE and not self.meeting.has_started(now=now)
        return self.state is SubstitutionState.OFFERED or effective

    def refuse(self, roster: Roster, *, by: Person, now: datetime) -> None:
        """The supervisor says no for the group's safety; a swap that has taken effect is undone.

        Raises AlreadyDecided, RefusedTooLate, Overtaken.
        """
        if self.state is SubstitutionState.EFFECTIVE:
            if self.meeting.has_started(now=now):
                raise RefusedTooLate
            effects.give_back(self, roster, now=now)
        else:
            self._must_be_offered()
        self._decide(SubstitutionState.REFUSED, by=by, now=now)

    def concerns(self, extent: Extent, meeting: Meeting) -> bool:
        """Whether it and a swap of that extent from that meeting on would give away the same chair."""
        if self.is_for_the_rest and extent is Extent.REST:
            return True
        if self.is_for_the_rest:
            return meeting.starts_at >= self.meeting.starts_at
        if extent is Extent.REST:
            return self.meeting.starts_at >= meeting.starts_at
        return self.meeting is meeting

    def _must_be_offered(self) -> None:
        if self.state is not SubstitutionState.OFFERED:
            raise AlreadyDecided

    def _decide(self, state: SubstitutionState, *, by: Person | None, now: datetime) -> None:
        self.state, self.decided_by, self.decided_at = state, by, now
