"""Seats and participations: a seat is what is paid for, a participation is who sits in it and when."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.people.person import Person
from models.process.engagement import Engagement
from models.process.organisation import Organisation


class PayerKind(enum.StrEnum):
    """Who pays for the seat."""

    SELF = "self"
    ORGANISATION = "organisation"


class Standing(enum.StrEnum):
    """Employee or manager, in this engagement."""

    EMPLOYEE = "employee"
    MANAGER = "manager"


class Stay(enum.StrEnum):
    """A regular member, or somebody who came for one meeting."""

    REGULAR = "regular"
    ONE_MEETING = "one_meeting"


class Leaving(enum.StrEnum):
    """Why a participation ended, in the only words the product asks for."""

    REPLACED = "replaced"
    LEFT = "left"
    COMPLETED = "completed"


class AlreadyMember(DomainError):
    """The person sits in this engagement already."""

    code = "participation.already"
    field = "email"


class SupervisesThis(DomainError):
    """Nobody takes part in a process that they supervise."""

    code = "participation.supervises"
    field = "email"


class AlreadyLeft(DomainError):
    """The participation has ended already."""

    code = "participation.left"


class Seat(Base):
    """A priced place in an engagement. A swap changes who sits in it, never the seat, its payer or its price (I5, I6)."""

    __tablename__ = "seats"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"), index=True)
    payer_kind: Mapped[PayerKind] = mapped_column(one_of(PayerKind, "payer_kind"))
    payer_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    payer_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))

    engagement: Mapped[Engagement] = relationship()
    payer_organisation: Mapped[Organisation | None] = relationship()
    payer_person: Mapped[Person | None] = relationship()

    __table_args__ = (
        CheckConstraint(
            "(payer_kind = 'organisation') = (payer_organisation_id IS NOT NULL) AND (payer_kind = 'self') = (payer_person_id IS NOT NULL)",
            name="one_payer",
        ),
    )


class Participation(Base):
    """A person's time in a seat, as a regular member or for one meeting."""

    __tablename__ = "participations"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    standing: Mapped[Standing] = mapped_column(one_of(Standing, "standing"), default=Standing.EMPLOYEE)
    stay: Mapped[Stay] = mapped_column(one_of(Stay, "stay"), default=Stay.REGULAR)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    leaving: Mapped[Leaving | None] = mapped_column(one_of(Leaving, "leaving"))
    rules_accepted_at: Mapped[datetime | None]
    rules_version: Mapped[int | None]

    engagement: Mapped[Engagement] = relationship()
    seat: Mapped[Seat] = relationship()
    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation | None] = relationship()

    __table_args__ = (
        CheckConstraint("(stay = 'one_meeting') = (meeting_id IS NOT NULL)", name="one_meeting_names_it"),
        CheckConstraint("left_at IS NULL OR left_at >= joined_at", name="leaves_after_joining"),
        CheckConstraint("(left_at IS NULL) = (leaving IS NULL)", name="leaving_says_how"),
        Index(
            "uq_participations_seat_current",
            "seat_id",
            unique=True,
            sqlite_where=text("left_at IS NULL AND stay = 'regular'"),
            postgresql_where=text("left_at IS NULL AND stay = 'regular'"),
        ),
        Index(
            "uq_participations_seat_meeting",
            "seat_id",
            "meeting_id",
            unique=True,
            sqlite_where=text("left_at IS NULL AND stay = 'one_meeting'"),
            postgresql_where=text("left_at IS NULL AND stay = 'one_meeting'"),
        ),
        Index(
            "uq_participations_person_current",
            "engagement_id",
            "person_id",
            unique=True,
            sqlite_where=text("left_at IS NULL AND stay = 'regular'"),
            postgresql_where=text("left_at IS NULL AND stay = 'regular'"),
        ),
    )

    def covers(self, when: datetime) -> bool:
        """Whether the person was a member at that instant."""
        return self.joined_at <= when and (self.left_at is None or when < self.left_at)

    @classmethod
    def open(
        cls,
        engagement: Engagement,
        person: Person,
        *,
        organisation: Organisation | None,
        payer: Organisation | None,
        standing: Standing,
        now: datetime,
    ) -> Participation:
        """A new seat and its first regular member; without a paying organisation the person pays. Raises EngagementOver."""
        engagement.demand_going_on()
        seat = Seat(engagement=engagement, payer_kind=PayerKind.ORGANISATION if payer else PayerKind.SELF, payer_organisation=payer)
        if payer is None:
            seat.payer_person = person
        return cls(engagement=engagement, seat=seat, person=person, organisation=organisation, standing=standing, joined_at=now)

    @property
    def rules_accepted(self) -> bool:
        """Whether the person has accepted the group's rules as they stand now."""
        return self.rules_version == self.engagement.rules_version

    @property
    def is_current(self) -> bool:
        """Whether the person still sits in the seat."""
        return self.left_at is None

    def accept_rules(self, *, now: datetime) -> None:
        """Accept the group's rules and confidentiality as they stand now."""
        self.rules_accepted_at, self.rules_version = now, self.engagement.rules_version

    def leave(self, how: Leaving, *, now: datetime) -> None:
        """End the participation; the person's own passages and consents stay theirs. Raises AlreadyLeft."""
        if self.left_at is not None:
            raise AlreadyLeft
        self.left_at, self.leaving = now, how
