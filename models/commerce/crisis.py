"""The crisis lane: a case beside the request, with its clocks, and the processes that may follow."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.base.forms import Form
from models.commerce.request import Background, CrisisTarget, QuoteRequest
from models.people.person import Person
from models.process.engagement import Engagement


class CrisisState(enum.StrEnum):
    """Where the case stands."""

    REPORTED = "reported"
    TRIAGED = "triaged"
    PAIR_ASSIGNED = "pair_assigned"
    FIRST_OFFERED = "first_offered"
    RUNNING = "running"
    ASSESSED = "assessed"
    CLOSED = "closed"
    CONTINUED = "continued"


class Assessment(enum.StrEnum):
    """What the supervisors see as needed after the series, in coded words."""

    NOTHING_MORE = "nothing_more"
    CONTINUE = "continue"
    OCCUPATIONAL_HEALTH = "occupational_health"


class CrisisCase(Base):
    """The background is a code, and seen by account managers and the case's supervisors only."""

    __tablename__ = "crisis_cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("quote_requests.id"), unique=True)
    background: Mapped[Background] = mapped_column(one_of(Background, "background"))
    target: Mapped[CrisisTarget] = mapped_column(one_of(CrisisTarget, "target"))
    state: Mapped[CrisisState] = mapped_column(one_of(CrisisState, "state"), default=CrisisState.REPORTED)
    state_since: Mapped[datetime]
    reported_at: Mapped[datetime]
    triage_due_at: Mapped[datetime]
    offer_due_at: Mapped[datetime]
    triaged_at: Mapped[datetime | None]
    first_offered_at: Mapped[datetime | None]
    first_meeting_at: Mapped[datetime | None]  # the time that was offered
    single_reason: Mapped[str] = mapped_column(String(300), default="")  # why one supervisor instead of a pair
    assessment: Mapped[Assessment | None] = mapped_column(one_of(Assessment, "assessment"))
    assessed_at: Mapped[datetime | None]
    assessed_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagements.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    request: Mapped[QuoteRequest] = relationship()
    engagement: Mapped[Engagement | None] = relationship()
    supervisors: Mapped[list[CrisisSupervisor]] = relationship(order_by="CrisisSupervisor.position")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (Index("ix_crisis_cases_state", "state", "state_since"),)


class CrisisSupervisor(Base):
    """A supervisor of the case, before and after there is an engagement; the lead first."""

    __tablename__ = "crisis_supervisors"

    case_id: Mapped[int] = mapped_column(ForeignKey("crisis_cases.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True, index=True)
    position: Mapped[int]

    person: Mapped[Person] = relationship()


class Continuation(Base):
    """A process that follows a crisis or another process: a new agreement, linked. Nothing but the link is carried over."""

    __tablename__ = "continuations"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"), index=True)
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("quotes.id"))
    to_engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagements.id"), unique=True)
    form: Mapped[Form] = mapped_column(one_of(Form, "form"))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))

    from_engagement: Mapped[Engagement] = relationship(foreign_keys=from_engagement_id)
    to_engagement: Mapped[Engagement | None] = relationship(foreign_keys=to_engagement_id)
    people: Mapped[list[ContinuationPerson]] = relationship(back_populates="continuation")


class ContinuationPerson(Base):
    """Somebody asked to go on; only who accepts is taken along."""

    __tablename__ = "continuation_people"

    id: Mapped[int] = mapped_column(primary_key=True)
    continuation_id: Mapped[int] = mapped_column(ForeignKey("continuations.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    asked_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]

    continuation: Mapped[Continuation] = relationship(back_populates="people")
    person: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("continuation_id", "person_id"),)
