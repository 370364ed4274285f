"""Engagements: one supervision process of several meetings towards goals set in common."""

from __future__ import annotations

import enum
from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.base.forms import Form
from models.base.local_time import to_local
from models.people.person import Person
from models.process.organisation import Organisation

TEXTS_KEPT = timedelta(days=180)
WORKING_NOTES_KEPT = timedelta(days=30)
IDEAL_GROUP = range(3, 7)
USUAL_MINUTES = {"individual": 60, "group": 90, "community": 90, "crisis": 90}


class EngagementState(enum.StrEnum):
    """Where the process stands."""

    PLANNED = "planned"
    ACTIVE = "active"
    COMPLETED = "completed"
    INTERRUPTED = "interrupted"
    NOT_STARTED = "not_started"  # cancelled before its first meeting


class AssignmentKind(enum.StrEnum):
    """Lead, or the other half of a pair."""

    LEAD = "lead"
    PAIR = "pair"


class SupervisorUnqualified(DomainError):
    """No verified, unexpired supervisor qualification."""

    code = "assignment.unqualified"
    field = "supervisor"


class SupervisorAlreadyAssigned(DomainError):
    """The same person cannot be both halves of a pair."""

    code = "assignment.already"
    field = "supervisor"


class PairFull(DomainError):
    """A pair is exactly two."""

    code = "assignment.pair_full"
    field = "kind"


class SupervisorTakesPart(DomainError):
    """Nobody supervises a process that they take part in."""

    code = "assignment.takes_part"
    field = "supervisor"


class EngagementOver(DomainError):
    """The process has ended: its people and meetings stay as they are."""

    code = "engagement.over"


class LeadMissing(DomainError):
    """A process cannot start without a lead supervisor."""

    code = "engagement.lead_missing"


class MeetingsMissing(DomainError):
    """A process cannot start without a planned meeting."""

    code = "engagement.meetings_missing"


class GoalMissing(DomainError):
    """A process goes on towards a goal: it cannot start before one is agreed."""

    code = "engagement.goal_missing"


class EvaluationMissing(DomainError):
    """A process is completed when it has been evaluated, or when somebody has said why it was not."""

    code = "engagement.evaluation_missing"
    field = "because"


class NotPlanned(DomainError):
    """Only a planned process can start."""

    code = "engagement.not_planned"


class Engagement(Base):
    """A supervision process: form, supervisors, seats, meetings."""

    __tablename__ = "engagements"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    form: Mapped[Form] = mapped_column(one_of(Form, "form"))
    state: Mapped[EngagementState] = mapped_column(one_of(EngagementState, "state"), default=EngagementState.PLANNED)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    commissioning_aim: Mapped[str] = mapped_column(Text, default="")
    group_rules: Mapped[str] = mapped_column(Text, default="")
    rules_version: Mapped[int] = mapped_column(default=1)
    manager_present: Mapped[bool] = mapped_column(default=False)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    unevaluated_because: Mapped[str] = mapped_column(
        String(300), default="", server_default=text("''")
    )  # completed without a final evaluation
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation | None] = relationship()
    assignments: Mapped[list[Assignment]] = relationship(back_populates="engagement", order_by="Assignment.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        CheckConstraint("(state IN ('completed', 'interrupted', 'not_started')) = (ended_at IS NOT NULL)", name="ended_has_time"),
    )

    @property
    def is_over(self) -> bool:
        """Whether the process has ended, well or otherwise."""
        return self.ended_at is not None

    @property
    def usual_minutes(self) -> int:
        """Usual length of a meeting of this form, in minutes."""
        return USUAL_MINUTES[self.form]

    @property
    def most_people(self) -> int | None:
        """How many people the form is meant for at most; an ideal, not a limit. None: any number."""
        return {Form.INDIVIDUAL: 1, Form.GROUP: IDEAL_GROUP.stop - 1}.get(self.form)

    def fits(self, people: int) -> bool:
        """Whether so many people are what the form is meant for."""
        fewest = IDEAL_GROUP.start if self.form is Form.GROUP else 1
        return fewest <= people <= (self.most_people or people)

    def start(self, *, meetings: int, agreed_goals: int, now: datetime) -> None:
        """Let a planned process begin. Raises NotPlanned, LeadMissing, MeetingsMissing, GoalMissing."""
        if self.state is not EngagementState.PLANNED:
            raise NotPlanned
        if self.lead_at(now) is None:
            raise LeadMissing
        if meetings == 0:
            raise MeetingsMissing
        if agreed_goals == 0:
            raise GoalMissing
        self.state = EngagementState.ACTIVE

    def end(self, state: EngagementState, *, evaluated: bool = False, because: str = "", now: datetime) -> None:
        """End the process: completed, interrupted or never started. The time texts are kept is counted from here.

        Whoever completes one that was not ``evaluated`` at its end says why. Raises EngagementOver, EvaluationMissing.
        """
        self.demand_going_on()
        if state is EngagementState.COMPLETED and not evaluated and not because:
            raise EvaluationMissing
        self.state, self.ended_at = state, now
        self.unevaluated_because = "" if evaluated else because

    def demand_going_on(self) -> None:
        """Raise EngagementOver when the process has ended."""
        if self.is_over:
            raise EngagementOver

    def change_rules(self, text: str) -> None:
        """Set the group's rules; a changed text is a new version, which everybody accepts anew."""
        if text != self.group_rules:
            self.group_rules, self.rules_version = text, self.rules_version + 1

    def supervisors_at(self, when: datetime) -> list[Person]:
        """Who supervises at that instant, the lead first."""
        held = [a for a in self.assignments if a.covers(when)]
        return [a.person for a in sorted(held, key=lambda a: a.kind is not AssignmentKind.LEAD)]

    def lead_at(self, when: datetime) -> Person | None:
        """The lead supervisor at that instant; an active engagement always has exactly one (I1)."""
        return next((a.person for a in self.assignments if a.kind is AssignmentKind.LEAD and a.covers(when)), None)

    def assign(self, person: Person, kind: AssignmentKind, *, qualified: bool, takes_part: bool = False, now: datetime) -> Assignment:
        """Assign a supervisor. A new lead ends the former lead's assignment at the same instant.

        Raises EngagementOver, SupervisorUnqualified, SupervisorTakesPart, SupervisorAlreadyAssigned, PairFull.
        """
        self.demand_going_on()
        if not qualified:
            raise SupervisorUnqualified(name=person.name)
        if takes_part:
            raise SupervisorTakesPart(name=person.name)
        current = [a for a in self.assignments if a.until is None]
        if any(a.person is person for a in current):
            raise SupervisorAlreadyAssigned(name=person.name)
        if kind is AssignmentKind.PAIR and any(a.kind is AssignmentKind.PAIR for a in current):
            raise PairFull
        for former in current:
            if kind is AssignmentKind.LEAD and former.kind is AssignmentKind.LEAD:
                former.until = now
        assignment = Assignment(person=person, kind=kind, since=now)
        self.assignments.append(assignment)
        return assignment

    def texts_kept_until(self, last_meeting: datetime | None) -> date | None:
        """The day shared notes are erased at the latest: 180 days after the process ends, or after its last planned meeting."""
        end = self.ended_at or last_meeting
        return to_local(end + TEXTS_KEPT).date() if end else None


class Assignment(Base):
    """A supervisor's time with an engagement."""

    __tablename__ = "assignments"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    kind: Mapped[AssignmentKind] = mapped_column(one_of(AssignmentKind, "kind"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]

    engagement: Mapped[Engagement] = relationship(back_populates="assignments")
    person: Mapped[Person] = relationship()

    __table_args__ = (
        Index(
            "uq_assignments_kind_current",
            "engagement_id",
            "kind",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        Index(
            "uq_assignments_person_current",
            "engagement_id",
            "person_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    def covers(self, when: datetime) -> bool:
        """Whether the assignment is in force at that instant."""
        return self.since <= when and (self.until is None or when < self.until)
