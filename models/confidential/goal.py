"""Goals in the process's own words: proposed, agreed by all they concern, revised with a reason, rated, closed or dropped."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.confidential.kept import Kept, sealed_text
from models.people.person import Person


class GoalLevel(enum.StrEnum):
    """Whose work it is about."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    ORGANISATION = "organisation"


class GoalCategory(enum.StrEnum):
    """What it is for."""

    WORK_FLOW = "work_flow"
    PROFESSIONAL_LEARNING = "professional_learning"


class GoalState(enum.StrEnum):
    """Where a goal stands. A revised one stays agreed, in its former words, until everybody has agreed to the new ones."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    CLOSED = "closed"
    DROPPED = "dropped"


class RatingMoment(enum.StrEnum):
    """When a goal is rated."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class GoalEnded(DomainError):
    """The goal is closed or dropped: it stays as it is."""

    code = "goal.ended"


class WordingOutdated(DomainError):
    """There is a newer wording than the one that was answered."""

    code = "goal.outdated"


class Goal(Kept):
    """One working goal: a common one, or one participant's own. The client never sees it."""

    __tablename__ = "goals"

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[GoalLevel] = mapped_column(one_of(GoalLevel, "level"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)  # of an individual goal
    state: Mapped[GoalState] = mapped_column(one_of(GoalState, "state"), default=GoalState.PROPOSED)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    proposed_at: Mapped[datetime]
    agreed_number: Mapped[int | None]  # the version in force
    agreed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    ending_id: Mapped[int | None] = sealed_text()  # why it was dropped, in words
    version: Mapped[int] = mapped_column(default=1)

    owner: Mapped[Person | None] = relationship(foreign_keys=owner_id)
    proposed_by: Mapped[Person] = relationship(foreign_keys=proposed_by_id)
    versions: Mapped[list[GoalVersion]] = relationship(back_populates="goal", order_by="GoalVersion.number")
    ratings: Mapped[list[GoalRating]] = relationship(back_populates="goal", order_by="GoalRating.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        CheckConstraint("(level = 'individual') = (owner_id IS NOT NULL)", name="individual_has_owner"),
        CheckConstraint("(agreed_number IS NULL) = (agreed_at IS NULL)", name="agreed_has_time"),
        CheckConstraint("state NOT IN ('agreed', 'closed') OR agreed_at IS NOT NULL", name="agreed_before_closed"),
        CheckConstraint("(state IN ('closed', 'dropped')) = (ended_at IS NOT NULL)", name="ended_has_time"),
    )

    @property
    def newest(self) -> GoalVersion:
        """The newest wording, agreed to or not."""
        return self.versions[-1]

    @property
    def in_force(self) -> GoalVersion | None:
        """The wording that everybody has agreed to."""
        return next((each for each in self.versions if each.number == self.agreed_number), None)

    @property
    def waits(self) -> bool:
        """Whether the newest wording waits for somebody's agreement."""
        return self.ended_at is None and self.newest.number != self.agreed_number

    def demand_going_on(self) -> None:
        """Raise GoalEnded when it is closed or dropped."""
        if self.ended_at is not None:
            raise GoalEnded

    def demand_newest(self, version_id: int) -> GoalVersion:
        """The newest wording. Raises GoalEnded, and WordingOutdated when another one was meant."""
        self.demand_going_on()
        if self.newest.id != version_id:
            raise WordingOutdated
        return self.newest

    def agree(self, *, now: datetime) -> None:
        """Put the newest wording in force: everybody concerned has agreed to it."""
        self.state, self.agreed_number, self.agreed_at = GoalState.AGREED, self.newest.number, now

    def end(self, state: GoalState, *, by: Person, now: datetime) -> None:
        """Close or drop it. Raises GoalEnded."""
        self.demand_going_on()
        self.state, self.ended_at, self.ended_by_id = state, now, by.id


class GoalVersion(Base):
    """One exact wording, and how it is classed. The sealed text holds every word: see ``vault.goals``."""

    __tablename__ = "goal_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime]
    category: Mapped[GoalCategory] = mapped_column(one_of(GoalCategory, "category"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("goal_themes.id"))
    weight: Mapped[int | None]  # of goal attainment scaling; null where the goal does not use it
    text_id: Mapped[int | None] = sealed_text()

    goal: Mapped[Goal] = relationship(back_populates="versions")
    author: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("goal_id", "number"), CheckConstraint("weight BETWEEN 0 AND 9", name="weight_in_range"))


class GoalAnswer(Base):
    """One person's word about one wording: agreed, or not yet."""

    __tablename__ = "goal_answers"

    version_id: Mapped[int] = mapped_column(ForeignKey("goal_versions.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True, index=True)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    agrees: Mapped[bool]
    answered_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("given_by_id = person_id", name="given_by_the_person"),)


class GoalRating(Base):
    """Where a goal stood at one moment: a step of its own scale of five, and a level of attainment where it is scaled."""

    __tablename__ = "goal_ratings"

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("goal_versions.id"))
    moment: Mapped[RatingMoment] = mapped_column(one_of(RatingMoment, "moment"))
    step: Mapped[int]  # 1 to 5
    attainment: Mapped[int | None]  # -2 to +2, 0 as expected
    text_id: Mapped[int | None] = sealed_text()  # where we are now, in words
    rated_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    rated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    goal: Mapped[Goal] = relationship(back_populates="ratings")
    rated_by: Mapped[Person] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("goal_id", "moment"),
        CheckConstraint("step BETWEEN 1 AND 5", name="step_in_range"),
        CheckConstraint("attainment BETWEEN -2 AND 2", name="attainment_in_range"),
    )
