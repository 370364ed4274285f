"""The trace of an act on a goal: whose it is, when it is somebody's own, and nothing of what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vault import traces

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.confidential import Goal
    from models.people import Person


def act(session: Session, person: Person, what: str, goal: Goal, *, now: datetime, **detail: object) -> None:
    """Record what somebody did to the goal, or to a rating of it."""
    traces.act(
        session,
        person,
        what,
        object_type="goal",
        object_id=goal.id,
        engagement_id=goal.engagement_id,
        subject_id=goal.owner_id,
        now=now,
        **detail,
    )
