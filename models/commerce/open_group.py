"""Open groups: published with their seats; people apply, one by one, and a freed seat goes to the first who takes it in time."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.commerce.catalogue import ProductVersion, Texts
from models.people.person import Person
from models.process.engagement import Engagement
from models.process.organisation import Organisation
from models.process.participation import PayerKind


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
    seats: Mapped[list[GroupSeat]] = relationship(back_populates="group", order_by="GroupSeat.number")
    applications: Mapped[list[Application]] = relationship(back_populates="group", order_by="Application.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (CheckConstraint("seat_price_cents >= 0", name="price_not_negative"),)


class GroupSeat(Base):
    """One seat of an open group. It is taken by one statement that finds it free: a race has exactly one winner."""

    __tablename__ = "group_seats"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("open_groups.id"))
    number: Mapped[int]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), unique=True)
    taken_at: Mapped[datetime | None]

    group: Mapped[OpenGroup] = relationship(back_populates="seats")

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
