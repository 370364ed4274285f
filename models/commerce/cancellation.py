"""Cancellations: notices, what they cost and why, moves of the start, and waivers."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.base.money import Cents
from models.commerce.agreement import Agreement, Payer
from models.commerce.cancellation_refusals import DecidedAlready, NotConfirmed, WaiverDecided, WaiverEmpty, WaiverOwn, WaiverTooLarge
from models.commerce.fee import Fee
from models.people.person import Person
from models.process.participation import Participation


class CancellationKind(enum.StrEnum):
    """What happened."""

    CLIENT = "client"  # cancelled before the start
    PROVIDER = "provider"
    WITHDRAWAL = "withdrawal"  # a consumer's right, within its days
    NO_SHOW = "no_show"  # at the first meeting
    INTERRUPTION = "interruption"  # by the client, on the way


class CancellationState(enum.StrEnum):
    """A no-show is proposed until a person confirms it; everything else is confirmed at once."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class NoticeSource(enum.StrEnum):
    """How the notice came."""

    FORM = "form"
    EMAIL = "email"
    ATTENDANCE = "attendance"


class MovedBy(enum.StrEnum):
    """Whose wish a move of the start was. A client's move leaves a floor."""

    CLIENT = "client"
    PROVIDER = "provider"


class WaiverReason(enum.StrEnum):
    """Why a fee is not charged, in coded words; no certificate is ever stored."""

    CERTIFICATE_SEEN = "certificate_seen"
    SEAT_REFILLED = "seat_refilled"
    PROVIDER_ERROR = "provider_error"
    GOODWILL = "goodwill"


class StartMove(Base):
    """The first meeting moved to another day."""

    __tablename__ = "start_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"), index=True)
    moved_by: Mapped[MovedBy] = mapped_column(one_of(MovedBy, "moved_by"))
    moved_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    from_date: Mapped[date]
    to_date: Mapped[date]
    floor_percent: Mapped[int]  # what a cancellation would have cost at that moment; 0 after the provider's own move

    __table_args__ = (CheckConstraint("floor_percent BETWEEN 0 AND 100", name="floor_at_most_whole"),)


class Cancellation(Base):
    """One notice and its fee. ``ground`` is the whole explanation: rule, clock, dates, arithmetic."""

    __tablename__ = "cancellations"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"), index=True)
    participation_id: Mapped[int | None] = mapped_column(ForeignKey("participations.id"), index=True)  # one seat
    payer_id: Mapped[int | None] = mapped_column(ForeignKey("payers.id"))
    kind: Mapped[CancellationKind] = mapped_column(one_of(CancellationKind, "kind"))
    state: Mapped[CancellationState] = mapped_column(one_of(CancellationState, "state"))
    source: Mapped[NoticeSource] = mapped_column(one_of(NoticeSource, "source"))
    received_at: Mapped[datetime]  # the notice: this counts
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    base_cents: Mapped[int]  # net
    fee_cents: Mapped[int]  # net
    vat_basis_points: Mapped[int]
    ground: Mapped[dict[str, Any]] = mapped_column(JSON)
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    version: Mapped[int] = mapped_column(default=1)

    agreement: Mapped[Agreement] = relationship()
    participation: Mapped[Participation | None] = relationship()
    payer: Mapped[Payer | None] = relationship()
    recorded_by: Mapped[Person] = relationship(foreign_keys=recorded_by_id)
    waivers: Mapped[list[Waiver]] = relationship(back_populates="cancellation", order_by="Waiver.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        CheckConstraint("fee_cents BETWEEN 0 AND base_cents", name="fee_at_most_base"),
        CheckConstraint("(state = 'confirmed') = (confirmed_at IS NOT NULL)", name="confirmed_has_time"),
        Index(
            "uq_cancellations_whole",
            "agreement_id",
            unique=True,
            sqlite_where=text("participation_id IS NULL AND state <> 'dismissed'"),
            postgresql_where=text("participation_id IS NULL AND state <> 'dismissed'"),
        ),
        Index(
            "uq_cancellations_seat",
            "participation_id",
            unique=True,
            sqlite_where=text("participation_id IS NOT NULL AND state <> 'dismissed'"),
            postgresql_where=text("participation_id IS NOT NULL AND state <> 'dismissed'"),
        ),
    )

    @property
    def fee(self) -> Fee:
        """The fee as it was explained when it was recorded."""
        return Fee.from_ground(self.ground)

    @property
    def waived_cents(self) -> int:
        """What counts as waived, net."""
        return sum(waiver.waived_cents for waiver in self.waivers if waiver.counts)

    @property
    def due_cents(self) -> int:
        """What is charged, net."""
        return self.fee_cents - self.waived_cents

    @property
    def open_cents(self) -> int:
        """What could still be waived: neither waived nor waiting for a second person."""
        return self.fee_cents - sum(waiver.waived_cents for waiver in self.waivers if waiver.refused_at is None)

    def share_of(self, payer: Payer) -> int | None:
        """A payer's part of the fee, net; nothing when they pay no part of it."""
        return dict(self.ground["shares"]).get(payer.id)

    def confirm(self, *, by: Person, now: datetime) -> None:
        """A person has looked at what was proposed and charges it. Raises DecidedAlready."""
        self._demand_proposed()
        self.state, self.confirmed_at, self.confirmed_by_id = CancellationState.CONFIRMED, now, by.id

    def dismiss(self) -> None:
        """It was no no-show, or it is let be. Raises DecidedAlready."""
        self._demand_proposed()
        self.state = CancellationState.DISMISSED

    def waive(self, cents: int, reason: WaiverReason, *, limit: int, by: Person, now: datetime) -> Waiver:
        """Let go of the fee or a part of it. What goes above the limit, with what was waived before, waits for a second person.

        Raises NotConfirmed, WaiverEmpty, WaiverTooLarge.
        """
        if self.state is not CancellationState.CONFIRMED:
            raise NotConfirmed
        if cents <= 0:
            raise WaiverEmpty
        if cents > self.open_cents:
            raise WaiverTooLarge(most=Cents(self.open_cents))
        waived = self.fee_cents - self.open_cents + cents
        waiver = Waiver(reason=reason, waived_cents=cents, needs_second=waived > limit, made_at=now, made_by=by)
        self.waivers.append(waiver)
        return waiver

    def _demand_proposed(self) -> None:
        if self.state is not CancellationState.PROPOSED:
            raise DecidedAlready


class Waiver(Base):
    """A fee, or part of it, not charged. Above the limit it counts only when a second person has agreed."""

    __tablename__ = "waivers"

    id: Mapped[int] = mapped_column(primary_key=True)
    cancellation_id: Mapped[int] = mapped_column(ForeignKey("cancellations.id"), index=True)
    reason: Mapped[WaiverReason] = mapped_column(one_of(WaiverReason, "reason"))
    waived_cents: Mapped[int]  # net
    needs_second: Mapped[bool]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    seconded_at: Mapped[datetime | None]
    seconded_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    refused_at: Mapped[datetime | None]

    cancellation: Mapped[Cancellation] = relationship(back_populates="waivers")
    made_by: Mapped[Person] = relationship(foreign_keys=made_by_id)
    seconded_by: Mapped[Person | None] = relationship(foreign_keys=seconded_by_id)

    __table_args__ = (
        CheckConstraint("waived_cents > 0", name="waives_something"),
        CheckConstraint("seconded_by_id IS NULL OR seconded_by_id <> made_by_id", name="second_is_another"),
    )

    @property
    def counts(self) -> bool:
        """Whether the sum is not charged."""
        return self.refused_at is None and (self.seconded_at is not None or not self.needs_second)

    @property
    def waits(self) -> bool:
        """Whether a second person has yet to agree."""
        return self.needs_second and self.seconded_at is None and self.refused_at is None

    def second(self, *, by: Person, now: datetime) -> None:
        """A second person agrees. Raises WaiverDecided, WaiverOwn."""
        self._demand_waiting()
        if by.id == self.made_by_id:
            raise WaiverOwn
        self.seconded_at, self.seconded_by = now, by

    def refuse(self, *, now: datetime) -> None:
        """It is not waived: the second person says no, or whoever made it takes it back. Raises WaiverDecided."""
        self._demand_waiting()
        self.refused_at = now

    def _demand_waiting(self) -> None:
        if not self.waits:
            raise WaiverDecided
