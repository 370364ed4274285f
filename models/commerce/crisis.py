"""The crisis lane: a case beside the request, with its clocks, and the processes that may follow."""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.base.forms import Form
from models.base.local_time import to_local
from models.commerce.catalogue import ServiceSettings
from models.commerce.request import Background, CrisisTarget, QuoteRequest
from models.people.person import Person
from models.process.engagement import Engagement

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PAIR = 2


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


class SingleReason(enum.StrEnum):
    """Why one supervisor instead of a pair, in coded words."""

    ONE_PERSON = "one_person"
    NOBODY_FREE = "nobody_free"
    CLIENT_WISH = "client_wish"


class SeriesWarning(enum.StrEnum):
    """What is unusual about the times of a crisis series."""

    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"


class CaseMoved(DomainError):
    """The case does not stand where this could be done; ``state`` says where it is."""

    code = "crisis.moved"


class SupervisorsMissing(DomainError):
    """A case needs a supervisor, better two."""

    code = "crisis.supervisors_missing"
    field = "lead"


class SamePersonTwice(DomainError):
    """A pair is two people."""

    code = "crisis.same_person_twice"
    field = "second"


class NotQualified(DomainError):
    """``name`` has no verified supervisor qualification in force."""

    code = "crisis.not_qualified"


class SingleReasonMissing(DomainError):
    """One supervisor alone needs a reason."""

    code = "crisis.single_reason_missing"
    field = "single_reason"


class MeetingInPast(DomainError):
    """The offered time has gone."""

    code = "crisis.meeting_in_past"
    field = "day"


class NotCrisisEngagement(DomainError):
    """The engagement is of another form, or belongs to another case."""

    code = "crisis.not_crisis_engagement"
    field = "engagement"


class NotTheirCase(DomainError):
    """Only the case's supervisors assess it."""

    code = "crisis.not_their_case"


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
    single_reason: Mapped[SingleReason | None] = mapped_column(one_of(SingleReason, "single_reason"))
    assessment: Mapped[Assessment | None] = mapped_column(one_of(Assessment, "assessment"))
    assessed_at: Mapped[datetime | None]
    assessed_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagements.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    request: Mapped[QuoteRequest] = relationship()
    engagement: Mapped[Engagement | None] = relationship()
    supervisors: Mapped[list[CrisisSupervisor]] = relationship(order_by="CrisisSupervisor.position", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (Index("ix_crisis_cases_state", "state", "state_since"),)

    @classmethod
    def report(
        cls, request: QuoteRequest, background: Background, target: CrisisTarget, settings: ServiceSettings, *, now: datetime
    ) -> CrisisCase:
        """A case with its clocks: hours that really pass, whatever the clocks on the wall do meanwhile."""
        return cls(
            request=request,
            background=background,
            target=target,
            state=CrisisState.REPORTED,
            state_since=now,
            reported_at=now,
            triage_due_at=now + timedelta(hours=settings.crisis_answer_hours),
            offer_due_at=now + timedelta(hours=settings.crisis_offer_hours),
            supervisors=[],
        )

    @property
    def due_at(self) -> datetime | None:
        """By when the next thing must be done; none once a first time has been offered."""
        if self.state is CrisisState.REPORTED:
            return self.triage_due_at
        return self.offer_due_at if self.state in {CrisisState.TRIAGED, CrisisState.PAIR_ASSIGNED} else None

    def left(self, *, now: datetime) -> timedelta | None:
        """Time left until then; negative when it is late."""
        return self.due_at - now if self.due_at else None

    def supervised_by(self, person: Person) -> bool:
        """Whether the person is one of the case's supervisors."""
        return any(each.person_id == person.id for each in self.supervisors)

    def triage(self, *, now: datetime) -> None:
        """Somebody has called and takes it on; the request goes along. Raises CaseMoved, RequestMoved."""
        self._refuse_unless(CrisisState.REPORTED)
        self.request.triage(now=now)
        self._move(CrisisState.TRIAGED, now=now)
        self.triaged_at = now

    def assign(self, people: Sequence[Person], qualified: Collection[int], reason: SingleReason | None, *, now: datetime) -> None:
        """Give it to these supervisors, the lead first; later too, in place of the former ones. ``qualified`` are ids of people.

        Raises CaseMoved, SupervisorsMissing, SamePersonTwice, NotQualified, SingleReasonMissing.
        """
        self._refuse_unless(CrisisState.TRIAGED, CrisisState.PAIR_ASSIGNED, CrisisState.FIRST_OFFERED)
        if not 1 <= len(people) <= PAIR:
            raise SupervisorsMissing
        if len({person.id for person in people}) < len(people):
            raise SamePersonTwice
        for person in people:
            if person.id not in qualified:
                raise NotQualified(name=person.name)
        if len(people) < PAIR and reason is None:
            raise SingleReasonMissing
        kept = {each.person_id: each for each in self.supervisors}
        self.supervisors = [kept.get(person.id) or CrisisSupervisor(person=person, person_id=person.id) for person in people]
        for position, each in enumerate(self.supervisors):
            each.position = position
        self.single_reason = reason if len(people) < PAIR else None
        if self.state is CrisisState.TRIAGED:
            self._move(CrisisState.PAIR_ASSIGNED, now=now)

    def offer(self, starts_at: datetime, *, now: datetime) -> None:
        """Offer a time for the first meeting; again, when it did not suit. Raises CaseMoved, MeetingInPast."""
        self._refuse_unless(CrisisState.PAIR_ASSIGNED, CrisisState.FIRST_OFFERED)
        if starts_at <= now:
            raise MeetingInPast
        self.first_meeting_at = starts_at
        if self.state is CrisisState.PAIR_ASSIGNED:
            self.first_offered_at = now
            self._move(CrisisState.FIRST_OFFERED, now=now)

    def run(self, engagement: Engagement, *, now: datetime) -> None:
        """The series has an engagement. Raises CaseMoved, NotCrisisEngagement."""
        self._refuse_unless(CrisisState.FIRST_OFFERED)
        if engagement.form is not Form.CRISIS:
            raise NotCrisisEngagement
        self.engagement = engagement
        self._move(CrisisState.RUNNING, now=now)

    def assess(self, assessment: Assessment, *, by: Person, now: datetime) -> None:
        """What the supervisors see as needed after the series. Raises CaseMoved, NotTheirCase."""
        self._refuse_unless(CrisisState.RUNNING)
        if not self.supervised_by(by):
            raise NotTheirCase
        self.assessment, self.assessed_at, self.assessed_by_id = assessment, now, by.id
        self._move(CrisisState.ASSESSED, now=now)

    def close(self, *, now: datetime) -> None:
        """Nothing more follows. Raises CaseMoved."""
        self._refuse_unless(CrisisState.ASSESSED)
        self._move(CrisisState.CLOSED, now=now)

    def go_on(self, *, now: datetime) -> None:
        """Another process follows, or one more. Raises CaseMoved."""
        self._refuse_unless(CrisisState.ASSESSED, CrisisState.CONTINUED)
        if self.state is CrisisState.ASSESSED:
            self._move(CrisisState.CONTINUED, now=now)

    @staticmethod
    def check_series(starts: Sequence[datetime], settings: ServiceSettings) -> tuple[SeriesWarning, ...]:
        """What is unusual about these times: worth a question, never in the way. Days are counted by the calendar of Helsinki."""
        days = [to_local(start).date() for start in starts]
        span = (max(days) - min(days)).days if days else 0
        found = {
            SeriesWarning.TOO_FEW: len(days) < settings.crisis_fewest,
            SeriesWarning.TOO_MANY: len(days) > settings.crisis_most,
            SeriesWarning.TOO_LONG: span > settings.crisis_days,
        }
        return tuple(warning for warning, true in found.items() if true)

    def _move(self, to: CrisisState, *, now: datetime) -> None:
        self.state, self.state_since = to, now

    def _refuse_unless(self, *states: CrisisState) -> None:
        if self.state not in states:
            raise CaseMoved(state=self.state)


def case_of(session: Session, request: QuoteRequest) -> CrisisCase | None:
    """The case of a crisis request."""
    return session.scalars(select(CrisisCase).where(CrisisCase.request_id == request.id)).one_or_none()


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

    @property
    def is_open(self) -> bool:
        """Whether the person has not answered: till then it counts as no."""
        return self.accepted_at is None and self.declined_at is None
