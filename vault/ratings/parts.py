"""Who reads and who makes ratings. Whoever comes for one meeting has no part in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.base import DomainError
from models.confidential import Goal, GoalRating
from models.process import Form, Participation, Stay
from vault import guard

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement


class RatingsNotYours(DomainError):
    """Ratings belong to the process: its supervisors, its members, and of one's own goals oneself."""

    code = "ratings.not_yours"


@dataclass(frozen=True)
class Part:
    """One person's part in an engagement's ratings: they supervise it, are a member since a moment, or have been one."""

    person_id: int
    supervises: bool
    alone: bool  # the supervision is individual: the supervisor rates together with the participant
    member_since: datetime | None

    @classmethod
    def of(cls, session: Session, person: Person, engagement: Engagement, *, now: datetime) -> Part:
        """The person's part. Raises RatingsNotYours when there is none, or while texts are closed to the person."""
        mine = select(Participation.joined_at, Participation.left_at).where(
            Participation.engagement_id == engagement.id, Participation.person_id == person.id, Participation.stay == Stay.REGULAR
        )
        stays = [(joined_at, left_at is None or now < left_at) for joined_at, left_at in session.execute(mine)]
        supervises = any(p.id == person.id for p in engagement.supervisors_at(now))
        if person.texts_closed or not (supervises or stays):
            raise RatingsNotYours
        since = max((joined_at for joined_at, stays_on in stays if stays_on), default=None)
        return cls(person.id, supervises, engagement.form is Form.INDIVIDUAL, since)

    def reads(self, goal: Goal) -> bool:
        """Supervisors read of every goal, members of the common ones and their own, who has left of their own."""
        return self.supervises or goal.owner_id == self.person_id or (goal.owner_id is None and self.member_since is not None)

    def sees(self, goal: Goal, rating: GoalRating) -> bool:
        """Of a common goal members see what has been rated since they joined."""
        if self.supervises or goal.owner_id == self.person_id:
            return True
        return goal.owner_id is None and self.member_since is not None and self.member_since <= rating.rated_at

    def rates(self, goal: Goal) -> bool:
        """Common goals: supervisors and members, jointly. Own goals: whose they are, and in individual supervision the supervisor too."""
        if goal.owner_id is None:
            return self.supervises or self.member_since is not None
        mine = goal.owner_id == self.person_id and self.member_since is not None
        return mine or (self.supervises and self.alone)


def rateable(session: Session, person: Person, goal_id: int, *, now: datetime) -> Goal | None:
    """A goal that the person may rate, whatever state it is in."""
    goal = goal_of(session, goal_id)
    return goal if goal is not None and _rating_part(session, person, goal, now) else None


def changeable(session: Session, person: Person, rating_id: int, *, now: datetime) -> GoalRating | None:
    """A rating that the person sees, of a goal that they may rate."""
    with guard.inside():
        rating = session.scalars(select(GoalRating).where(GoalRating.id == rating_id).options(joinedload(GoalRating.goal))).first()
    goal = goal_of(session, rating.goal_id) if rating is not None else None
    if rating is None or goal is None:
        return None
    part = _rating_part(session, person, goal, now)
    return rating if part and part.sees(goal, rating) else None


def goal_of(session: Session, goal_id: int, *, locked: bool = False) -> Goal | None:
    """The goal, its versions and its engagement; ``locked``: until the transaction ends, so that of two ratings at once one waits."""
    query = select(Goal).where(Goal.id == goal_id, Goal.erased_at.is_(None))
    locking = query.with_for_update().execution_options(populate_existing=True)
    with guard.inside():
        goal = session.scalars(locking if locked else query).first()
        if goal is not None:
            session.refresh(goal, ["engagement", "versions", "ratings"])
    return goal


def _rating_part(session: Session, person: Person, goal: Goal, now: datetime) -> Part | None:
    try:
        part = Part.of(session, person, goal.engagement, now=now)
    except RatingsNotYours:
        return None
    return part if part.rates(goal) else None
