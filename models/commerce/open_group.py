"""Open groups: published with their seats; people apply, one by one, and a freed seat goes to the first who takes it in time."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.commerce.catalogue import ProductVersion, Texts
from models.people.person import LANGUAGES, Person
from models.process.engagement import Engagement
from models.process.organisation import Organisation
from models.process.participation import PayerKind
from models.process.series import series


class GroupState(enum.StrEnum):
    """Where an open group stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class ApplicationState(enum.StrEnum):
    """Where an application stands."""

    APPLIED = "applied"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"  # a freed seat, for a time
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class GroupMoved(DomainError):
    """The group's state does not allow this, or not any more."""

    code = "open_group.moved"


class GroupIncomplete(DomainError):
    """A group is published with its texts in every language."""

    code = "open_group.incomplete"


class GroupWithoutSupervisor(DomainError):
    """A group is published with its supervisor."""

    code = "open_group.without_supervisor"
    field = "supervisor"


class GroupInPast(DomainError):
    """The first meeting is over, or begins this moment."""

    code = "open_group.in_past"
    field = "day"


class GroupPromised(DomainError):
    """What a published group costs and when it begins does not change any more."""

    code = "open_group.promised"


class SeatsTaken(DomainError):
    """There cannot be fewer seats than are taken."""

    code = "open_group.seats_taken"
    field = "seats"


class ApplicationsClosed(DomainError):
    """The group does not take applications, or has begun."""

    code = "application.closed"


class ApplicationMoved(DomainError):
    """The application's state does not allow this, or not any more."""

    code = "application.moved"


class NothingChosen(DomainError):
    """The form came without an answer."""

    code = "application.nothing_chosen"


class OfferOver(DomainError):
    """The time of the offer has run out."""

    code = "application.offer_over"


class ApprovesOneself(DomainError):
    """The applicant's own address was given as the employer's."""

    code = "application.approves_oneself"
    field = "approver_email"


class ReasonMissing(DomainError):
    """Whoever is declined is told why."""

    code = "application.reason_missing"
    field = "reason"


class AgreementBinds(DomainError):
    """The agreement is in force: the seat is given up by cancelling it."""

    code = "application.agreement_binds"


class OpenGroup(Base):
    """A group anybody may apply to."""

    __tablename__ = "open_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_version_id: Mapped[int] = mapped_column(ForeignKey("product_versions.id"))
    name: Mapped[Texts] = mapped_column(JSON)
    description: Mapped[Texts] = mapped_column(JSON)
    state: Mapped[GroupState] = mapped_column(one_of(GroupState, "state"), default=GroupState.DRAFT)
    account_manager_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    first_meeting_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(160), default="")
    remote: Mapped[bool] = mapped_column(default=False)
    seat_price_cents: Mapped[int]  # net
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagements.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    product_version: Mapped[ProductVersion] = relationship()
    account_manager: Mapped[Person] = relationship(foreign_keys=account_manager_id)
    supervisor: Mapped[Person | None] = relationship(foreign_keys=supervisor_id)
    engagement: Mapped[Engagement | None] = relationship()
    seats: Mapped[list[GroupSeat]] = relationship(back_populates="group", order_by="GroupSeat.number", cascade="all, delete-orphan")
    applications: Mapped[list[Application]] = relationship(back_populates="group", order_by="Application.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (CheckConstraint("seat_price_cents >= 0", name="price_not_negative"),)

    @property
    def free_seats(self) -> int:
        """Seats that nobody has."""
        return sum(seat.application_id is None for seat in self.seats)

    def takes_applications(self, *, now: datetime) -> bool:
        """Whether anybody may apply: published, and its first meeting is still to come."""
        return self.state is GroupState.PUBLISHED and now < self.first_meeting_at

    @property
    def is_over(self) -> bool:
        """Whether it has been called off."""
        return self.state is GroupState.CALLED_OFF

    def starts(self) -> tuple[datetime, ...]:
        """Starts of the series, as often and as far apart as the product says."""
        return series(self.first_meeting_at, self.product_version.meetings, self.product_version.interval_days)

    def price(self, product: ProductVersion, cents: int, first_meeting_at: datetime) -> None:
        """Say what a seat is, what it costs and when it begins. Raises GroupPromised when people have read something else."""
        promised = (self.product_version, self.seat_price_cents, self.first_meeting_at)
        if self.state not in {None, GroupState.DRAFT} and promised != (product, cents, first_meeting_at):
            raise GroupPromised
        self.product_version, self.seat_price_cents, self.first_meeting_at = product, cents, first_meeting_at

    def seat(self, count: int) -> None:
        """Have so many seats. Raises SeatsTaken."""
        free = [seat for seat in self.seats if seat.application_id is None]
        surplus = len(self.seats) - count
        if surplus > len(free):
            raise SeatsTaken(taken=len(self.seats) - len(free))
        for seat in free[len(free) - surplus :] if surplus > 0 else ():
            self.seats.remove(seat)
        number = max((seat.number for seat in self.seats), default=0)
        self.seats.extend(GroupSeat(number=number + step) for step in range(1, 1 - surplus))

    def publish(self, *, now: datetime) -> None:
        """Take applications, for the first time or again. Raises GroupMoved, GroupIncomplete, GroupWithoutSupervisor, GroupInPast."""
        if self.state not in {GroupState.DRAFT, GroupState.CLOSED}:
            raise GroupMoved
        if not all(texts.get(language) for texts in (self.name, self.description) for language in LANGUAGES):
            raise GroupIncomplete
        if self.supervisor is None:
            raise GroupWithoutSupervisor
        if self.first_meeting_at <= now:
            raise GroupInPast
        self.state, self.published_at = GroupState.PUBLISHED, self.published_at or now

    def close(self) -> None:
        """Take no further applications; those that came are looked at as before. Raises GroupMoved."""
        if self.state is not GroupState.PUBLISHED:
            raise GroupMoved
        self.state = GroupState.CLOSED

    def call_off(self) -> None:
        """It does not come about. Raises GroupMoved."""
        if self.state is GroupState.CALLED_OFF:
            raise GroupMoved
        self.state = GroupState.CALLED_OFF


class GroupSeat(Base):
    """One seat of an open group. It is taken by one statement that finds it free: a race has exactly one winner."""

    __tablename__ = "group_seats"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("open_groups.id"))
    number: Mapped[int]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), unique=True)
    taken_at: Mapped[datetime | None]

    group: Mapped[OpenGroup] = relationship(back_populates="seats")
    application: Mapped[Application | None] = relationship()

    __table_args__ = (
        UniqueConstraint("group_id", "number"),
        CheckConstraint("(application_id IS NULL) = (taken_at IS NULL)", name="taken_by_somebody"),
    )


class Application(Base):
    """A person applies to an open group; the employer may pay, and then says yes first."""

    __tablename__ = "applications"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("open_groups.id"))
    state: Mapped[ApplicationState] = mapped_column(one_of(ApplicationState, "state"), default=ApplicationState.APPLIED)
    state_since: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    payer_kind: Mapped[PayerKind] = mapped_column(one_of(PayerKind, "payer_kind"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    organisation_name: Mapped[str] = mapped_column(String(160), default="")
    business_id: Mapped[str] = mapped_column(String(20), default="")
    approver_email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(2))
    message: Mapped[str] = mapped_column(Text, default="")
    applied_at: Mapped[datetime]
    offer_expires_at: Mapped[datetime | None]
    closing_reason: Mapped[str] = mapped_column(String(300), default="")  # of declining, as the applicant reads it
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreements.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    group: Mapped[OpenGroup] = relationship(back_populates="applications")
    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("group_id", "person_id"),
        Index("ix_applications_state", "group_id", "state"),
        CheckConstraint("(state = 'offered') = (offer_expires_at IS NOT NULL)", name="offer_has_end"),
    )

    @property
    def needs_approval(self) -> bool:
        """Whether an employer says yes before anything binds."""
        return self.payer_kind is PayerKind.ORGANISATION and self.approver_email != ""

    @property
    def is_open(self) -> bool:
        """Whether it can still come to something, or has."""
        return self.state in OPEN

    def can(self, verb: Verb) -> bool:
        """Whether its state allows the verb."""
        return self.state in MOVES[verb][0]

    def move(self, verb: Verb, *, now: datetime, reason: str = "", until: datetime | None = None) -> None:
        """Change the state as ``MOVES`` says. Raises ApplicationMoved, ReasonMissing, OfferOver."""
        if not self.can(verb):
            raise ApplicationMoved
        if verb is Verb.DECLINE and not reason:
            raise ReasonMissing
        if verb is Verb.TAKE and (self.offer_expires_at is None or now >= self.offer_expires_at):
            raise OfferOver
        self.state, self.state_since, self.offer_expires_at = MOVES[verb][1], now, until
        self.closing_reason = reason


class Verb(enum.StrEnum):
    """What happens to an application, by whomever."""

    ACCEPT = "accept"  # by the account manager
    WAITLIST = "waitlist"
    DECLINE = "decline"
    OFFER = "offer"  # a freed seat
    TAKE = "take"  # the freed seat, by who was offered it
    RETURN = "return"  # to the waiting list: somebody else took the seat
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    CALL_OFF = "call_off"  # the whole group
    REAPPLY = "reapply"


_S = ApplicationState
OPEN = frozenset({_S.APPLIED, _S.WAITLISTED, _S.OFFERED, _S.ACCEPTED})
# verb: (from which states, to which)
MOVES: dict[Verb, tuple[frozenset[ApplicationState], ApplicationState]] = {
    Verb.ACCEPT: (frozenset({_S.APPLIED, _S.WAITLISTED}), _S.ACCEPTED),
    Verb.WAITLIST: (frozenset({_S.APPLIED}), _S.WAITLISTED),
    Verb.DECLINE: (frozenset({_S.APPLIED, _S.WAITLISTED, _S.OFFERED}), _S.DECLINED),
    Verb.OFFER: (frozenset({_S.WAITLISTED}), _S.OFFERED),
    Verb.TAKE: (frozenset({_S.OFFERED}), _S.ACCEPTED),
    Verb.RETURN: (frozenset({_S.OFFERED}), _S.WAITLISTED),
    Verb.EXPIRE: (frozenset({_S.OFFERED}), _S.EXPIRED),
    Verb.WITHDRAW: (OPEN, _S.WITHDRAWN),
    Verb.CALL_OFF: (OPEN, _S.DECLINED),
    Verb.REAPPLY: (frozenset({_S.WITHDRAWN, _S.EXPIRED}), _S.APPLIED),
}
