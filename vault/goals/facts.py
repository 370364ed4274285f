"""What is known of goals without opening one: how many stand, which wait, whom they concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, not_, or_, select

from models.confidential import Goal, GoalAnswer, GoalState, GoalVersion
from models.process import Assignment, AssignmentKind, Engagement, Participation, Stay
from vault import guard
from vault.goals.parts import Concerned, Part

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person


def agreed(session: Session, engagement: Engagement) -> int:
    """How many goals everybody concerned has agreed to and nobody has dropped."""
    query = select(func.count(Goal.id)).where(
        Goal.engagement_id == engagement.id, Goal.agreed_at.is_not(None), Goal.state != GoalState.DROPPED
    )
    with guard.inside():
        return session.scalar(query) or 0


def part(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> Part:
    """The person's part in the engagement's goals. Raises GoalsNotYours."""
    return Part.of(session, person, engagement, now=now)


def owners(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> dict[int, str]:
    """Whose own goals the person may propose besides their own: for a supervisor the participants, by id. Raises GoalsNotYours."""
    if not Part.of(session, person, engagement, now=now).supervises:
        return {}
    return {key: member.name for key, member in Concerned.of(session, engagement, now=now).members.items()}


def concerned(session: Session, goal: Goal, *, now: datetime) -> tuple[int, list[Person]]:
    """The number of the newest wording while it waits, and everybody whose agreement it needs; 0 and nobody when it does not."""
    with guard.inside():
        if not goal.waits:
            return 0, []
    return goal.newest.number, list(Concerned.of(session, goal.engagement, now=now).by(goal.owner_id).values())


def waiting(session: Session, person: Person) -> list[tuple[Engagement, int]]:
    """How many goals wait for the person's word, by engagement; one statement, however many there are."""
    if person.texts_closed:
        return []
    newest = select(func.max(GoalVersion.id)).where(GoalVersion.goal_id == Goal.id).correlate(Goal).scalar_subquery()
    said = exists().where(GoalAnswer.version_id == GoalVersion.id, GoalAnswer.person_id == person.id)
    seat = exists().where(
        Participation.engagement_id == Goal.engagement_id,
        Participation.person_id == person.id,
        Participation.stay == Stay.REGULAR,
        Participation.left_at.is_(None),
    )
    leads = exists().where(
        Assignment.engagement_id == Goal.engagement_id,
        Assignment.person_id == person.id,
        Assignment.kind == AssignmentKind.LEAD,
        Assignment.until.is_(None),
    )
    query = (
        select(Engagement, func.count(Goal.id))
        .join(Goal, Goal.engagement_id == Engagement.id)
        .join(GoalVersion, GoalVersion.id == newest)
        .where(Goal.ended_at.is_(None), Engagement.ended_at.is_(None), not_(said))
        .where(or_(Goal.agreed_number.is_(None), Goal.agreed_number != GoalVersion.number))
        .where(or_(leads, and_(seat, or_(Goal.owner_id.is_(None), Goal.owner_id == person.id))))
        .group_by(Engagement.id)
        .order_by(Engagement.id)
    )
    with guard.inside():
        return [(engagement, count) for engagement, count in session.execute(query)]


def has_own(session: Session, person: Person, engagement: Engagement) -> bool:
    """Whether there is a goal of the person's own: who has left finds nothing else there."""
    with guard.inside():
        return session.scalar(select(Goal.id).where(Goal.engagement_id == engagement.id, Goal.owner_id == person.id).limit(1)) is not None
