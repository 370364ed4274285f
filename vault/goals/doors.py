"""Which goal a person may read, word anew, answer about or drop; every door answers None when there is nothing behind it for that person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from models.confidential import Goal, GoalVersion
from vault import guard
from vault.goals.parts import Concerned, GoalsNotYours, Part

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from models.people import Person


def rows(session: Session, *conditions: ColumnElement[bool]) -> list[Goal]:
    """Goals with their versions and people, oldest first."""
    query = select(Goal).where(*conditions).order_by(Goal.id)
    also = (selectinload(Goal.versions).selectinload(GoalVersion.author), selectinload(Goal.owner), selectinload(Goal.proposed_by))
    with guard.inside():
        return list(session.scalars(query.options(*also, selectinload(Goal.engagement))))


def door(session: Session, person: Person, goal_id: int, *, now: datetime) -> Goal | None:
    """A goal that the person may read; opening it is another matter."""
    goal, part = _found(session, person, goal_id, now=now)
    return goal if goal and part and part.reads(goal) else None


def changeable(session: Session, person: Person, goal_id: int, *, now: datetime) -> Goal | None:
    """A living goal that the person may word anew."""
    goal, part = _found(session, person, goal_id, now=now)
    return goal if goal and part and goal.ended_at is None and part.changes(goal) else None


def droppable(session: Session, person: Person, goal_id: int, *, now: datetime) -> Goal | None:
    """A living goal that the person may drop."""
    goal, part = _found(session, person, goal_id, now=now)
    return goal if goal and part and goal.ended_at is None and part.drops(goal) else None


def answerable(session: Session, person: Person, goal_id: int, *, now: datetime) -> Goal | None:
    """A goal that concerns the person."""
    goal = door(session, person, goal_id, now=now)
    return goal if goal and person.id in Concerned.of(session, goal.engagement, now=now).by(goal.owner_id) else None


def _found(session: Session, person: Person, goal_id: int, *, now: datetime) -> tuple[Goal | None, Part | None]:
    goal = next(iter(rows(session, Goal.id == goal_id)), None)
    try:
        return goal, Part.of(session, person, goal.engagement, now=now) if goal else None
    except GoalsNotYours:
        return goal, None
