"""Another supervisor for a running process: proposed by the provider, in force once every participant agrees (A16)."""

from __future__ import annotations

import enum
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.people.person import Person
from models.process.engagement import Assignment, Engagement, SupervisorAlreadyAssigned, SupervisorTakesPart, SupervisorUnqualified

LONGEST_WAIT = timedelta(days=60)  # as long as the links of the mails live


class SupervisorChangeState(enum.StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class NotSupervising(DomainError):
    """Only who supervises the process now can be replaced."""

    code = "supervisor_change.not_supervising"
    field = "former"


class NobodyToAsk(DomainError):
    """Without participants nobody has to agree: the supervisor is assigned at once."""

    code = "supervisor_change.nobody_to_ask"


class ChangeOpen(DomainError):
    """Another proposal waits for answers in this process."""

    code = "supervisor_change.open"


class DeadlineOff(DomainError):
    """The deadline has passed already, or is further than the links live."""

    code = "supervisor_change.deadline"
    field = "deadline"


class ChangeDecided(DomainError):
    """The proposal has been decided, withdrawn, or its time has run out."""

    code = "supervisor_change.decided"


class NotAsked(DomainError):
    """Only who takes part now is asked."""

    code = "supervisor_change.not_asked"


class AnsweredAlready(DomainError):
    """One answer each; a changed mind is told to the supervisor."""

    code = "supervisor_change.answered"


class SuccessorTaken(DomainError):
    """The successor has another meeting at the time of one of the coming ones."""

    code = "supervisor_change.successor_taken"
    field = "successor"


class SupervisorChange(Base):
    """A proposal that one supervisor take another's place in a process."""

    __tablename__ = "supervisor_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"), index=True)
    former_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    successor_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    state: Mapped[SupervisorChangeState] = mapped_column(one_of(SupervisorChangeState, "state"), default=SupervisorChangeState.OPEN)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    proposed_at: Mapped[datetime]
    deadline: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    engagement: Mapped[Engagement] = relationship()
    former: Mapped[Person] = relationship(foreign_keys=former_id)
    successor: Mapped[Person] = relationship(foreign_keys=successor_id)
    proposed_by: Mapped[Person] = relationship(foreign_keys=proposed_by_id)
    answers: Mapped[list[SupervisorChangeAnswer]] = relationship(back_populates="change")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        Index(
            "uq_supervisor_changes_engagement_open",
            "engagement_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        CheckConstraint("former_id <> successor_id", name="two_people"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_has_time"),
        CheckConstraint("deadline > proposed_at", name="deadline_ahead"),
    )

    @classmethod
    def propose(
        cls,
        engagement: Engagement,
        former: Person,
        successor: Person,
        *,
        deadline: datetime,
        members: Collection[int],
        qualified: bool,
        by: Person,
        now: datetime,
    ) -> SupervisorChange:
        """Ask every participant; ``members`` are the ids of who takes part now.

        Raises EngagementOver, NotSupervising, SupervisorUnqualified, SupervisorTakesPart, SupervisorAlreadyAssigned, NobodyToAsk, DeadlineOff.
        """
        engagement.demand_going_on()
        if _seat_of(engagement, former) is None:
            raise NotSupervising
        _demand_fit(engagement, successor, members=members, qualified=qualified)
        if not members:
            raise NobodyToAsk
        if not now < deadline <= now + LONGEST_WAIT:
            raise DeadlineOff
        return cls(
            engagement=engagement,
            former=former,
            successor=successor,
            state=SupervisorChangeState.OPEN,
            proposed_by=by,
            proposed_at=now,
            deadline=deadline,
            answers=[],
        )

    def is_open(self, *, now: datetime) -> bool:
        """Whether it may still be answered."""
        return self.state is SupervisorChangeState.OPEN and now < self.deadline

    def answer_of(self, person: Person) -> SupervisorChangeAnswer | None:
        """What the person has answered."""
        return next((answer for answer in self.answers if answer.person_id == person.id), None)

    def answer(self, person: Person, *, agrees: bool, members: Collection[int], now: datetime) -> None:
        """One participant agrees or does not; one no decides. Raises ChangeDecided, NotAsked, AnsweredAlready."""
        if not self.is_open(now=now):
            raise ChangeDecided
        if person.id not in members:
            raise NotAsked
        if self.answer_of(person) is not None:
            raise AnsweredAlready
        self.answers.append(SupervisorChangeAnswer(person_id=person.id, agrees=agrees, answered_at=now))
        if not agrees:
            self._decide(SupervisorChangeState.REFUSED, now=now)

    def is_agreed(self, members: Collection[int]) -> bool:
        """Whether everybody who takes part now has agreed: silence is no agreement."""
        agreed = {answer.person_id for answer in self.answers if answer.agrees}
        return self.state is SupervisorChangeState.OPEN and bool(members) and set(members) <= agreed

    def come_into_force(self, *, members: Collection[int], qualified: bool, now: datetime) -> Assignment:
        """The successor takes the former's place from now on. Raises ChangeDecided, NotSupervising and what assigning raises."""
        if not self.is_agreed(members):
            raise ChangeDecided
        self.engagement.demand_going_on()
        former = _seat_of(self.engagement, self.former)
        if former is None:
            raise NotSupervising
        _demand_fit(self.engagement, self.successor, members=members, qualified=qualified)
        former.until = now
        assignment = self.engagement.assign(self.successor, former.kind, qualified=qualified, now=now)
        self._decide(SupervisorChangeState.IN_FORCE, now=now)
        return assignment

    def withdraw(self, *, now: datetime) -> None:
        """The provider takes it back. Raises ChangeDecided."""
        if self.state is not SupervisorChangeState.OPEN:
            raise ChangeDecided
        self._decide(SupervisorChangeState.WITHDRAWN, now=now)

    def expire(self, *, now: datetime) -> None:
        """Its time has run out without everybody's answer. Raises ChangeDecided."""
        if self.state is not SupervisorChangeState.OPEN or now < self.deadline:
            raise ChangeDecided
        self._decide(SupervisorChangeState.EXPIRED, now=now)

    def _decide(self, state: SupervisorChangeState, *, now: datetime) -> None:
        self.state, self.decided_at = state, now


def _seat_of(engagement: Engagement, person: Person) -> Assignment | None:
    """The person's place as a supervisor now."""
    return next((each for each in engagement.assignments if each.person is person and each.until is None), None)


def _demand_fit(engagement: Engagement, successor: Person, *, members: Collection[int], qualified: bool) -> None:
    if not qualified:
        raise SupervisorUnqualified(name=successor.name)
    if successor.id in members:
        raise SupervisorTakesPart(name=successor.name)
    if _seat_of(engagement, successor) is not None:
        raise SupervisorAlreadyAssigned(name=successor.name)


class SupervisorChangeAnswer(Base):
    """One participant's answer."""

    __tablename__ = "supervisor_change_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("supervisor_changes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    agrees: Mapped[bool]
    answered_at: Mapped[datetime]

    change: Mapped[SupervisorChange] = relationship(back_populates="answers")
    person: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("change_id", "person_id"),)
