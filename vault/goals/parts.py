"""Who has which part in an engagement's goals: who reads which, and whose agreement one needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.base import DomainError
from models.confidential import GoalState
from models.process import Participation, Stay, current_members

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.confidential import Goal
    from models.people import Person
    from models.process import Engagement

IN_FORCE = (GoalState.AGREED, GoalState.CLOSED)


class GoalsNotYours(DomainError):
    """Goals belong to the process: its participants and supervisors."""

    code = "goals.not_yours"


@dataclass(frozen=True)
class Part:
    """One person's part: they supervise, are a regular member, are here for one meeting, or have been a member."""

    person_id: int
    supervises: bool
    member: bool
    visits: bool

    @classmethod
    def of(cls, session: Session, person: Person, engagement: Engagement, *, now: datetime) -> Part:
        """The person's part. Raises GoalsNotYours when there is none, or while texts are closed to the person."""
        mine = select(Participation.stay, Participation.left_at).where(
            Participation.engagement_id == engagement.id, Participation.person_id == person.id
        )
        stays = [(stay, left_at is None or now < left_at) for stay, left_at in session.execute(mine)]
        supervises = any(p.id == person.id for p in engagement.supervisors_at(now))
        visits = (Stay.ONE_MEETING, True) in stays
        if person.texts_closed or not (supervises or visits or any(stay is Stay.REGULAR for stay, _ in stays)):
            raise GoalsNotYours
        return cls(person.id, supervises, (Stay.REGULAR, True) in stays, visits)

    @property
    def is_here(self) -> bool:
        """Whether the person has not left."""
        return self.supervises or self.member or self.visits

    @property
    def proposes(self) -> bool:
        """Whether the person proposes goals."""
        return self.supervises or self.member

    def reads(self, goal: Goal) -> bool:
        """Supervisors read all; members the common ones and their own; a visitor what is in force; a leaver their own."""
        if self.supervises or goal.owner_id == self.person_id:
            return True
        return goal.owner_id is None and (self.member or (self.visits and goal.state in IN_FORCE))

    def changes(self, goal: Goal) -> bool:
        """Whether the person words the goal anew."""
        return self.supervises or (self.member and goal.owner_id in (None, self.person_id))

    def drops(self, goal: Goal) -> bool:
        """Supervisors and the owner drop a goal; the proposer too, before anybody has relied on it."""
        proposer = self.member and goal.proposed_by_id == self.person_id and goal.agreed_at is None
        return self.supervises or (self.member and goal.owner_id == self.person_id) or proposer


@dataclass(frozen=True)
class Concerned:
    """Whose agreement goals need: the regular members now, and the lead supervisor."""

    members: Mapping[int, Person]  # by id
    lead: Person | None

    @classmethod
    def of(cls, session: Session, engagement: Engagement, *, now: datetime) -> Concerned:
        """As they are now."""
        members = session.scalars(current_members(engagement).options(joinedload(Participation.person))).all()
        return cls({seat.person_id: seat.person for seat in members}, engagement.lead_at(now))

    def by(self, owner_id: int | None) -> dict[int, Person]:
        """Everybody whom a goal with this owner concerns."""
        people = {key: person for key, person in self.members.items() if owner_id in (None, key)}
        return people | {self.lead.id: self.lead} if self.lead else people

    def settles(self, goal: Goal, agreeing: set[int]) -> bool:
        """Whether everybody whom the goal concerns agrees, and one of them takes part: a supervisor alone sets no goal."""
        concerned = self.by(goal.owner_id).keys()
        return concerned <= agreeing and not self.members.keys().isdisjoint(concerned)
