"""The group's common goals in words: for the process and whoever is offered a seat in it, never for the client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.base import DomainError
from models.base.text import clean_text
from models.confidential import Goal, GoalCategory, GoalLevel, GoalState, GoalVersion, SealedKind
from models.process import Participation, Substitution, SubstitutionState
from vault import guard, texts, traces

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement

LONGEST = 5_000  # characters


class GoalsNotYours(DomainError):
    """Goals are read by the process and written by its supervisors."""

    code = "goals.not_yours"


class StaleGoals(DomainError):
    """Somebody saved the goals meanwhile; ``theirs`` is what is kept now."""

    code = "goals.stale"

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__()
        self.theirs, self.version = theirs, version


@dataclass(frozen=True)
class OpenGoals:
    """The goals' text; version 0 means that none have been written."""

    text: str = ""
    version: int = 0


def read(session: Session, viewer: Person, engagement: Engagement, *, now: datetime) -> OpenGoals:
    """The goals for a supervisor or a current participant. Raises GoalsNotYours."""
    if viewer.texts_closed or not (_supervises(viewer, engagement, now) or _takes_part(session, viewer, engagement)):
        raise GoalsNotYours
    return _open(session, engagement)


def read_for_offer(session: Session, offer: Substitution, *, now: datetime) -> str:
    """The goals for somebody who has been offered a seat, while the offer is open. Raises GoalsNotYours."""
    if offer.state is not SubstitutionState.OFFERED or now >= offer.expires_at:
        raise GoalsNotYours
    return _open(session, offer.outgoing.engagement).text


def save(session: Session, supervisor: Person, engagement: Engagement, text: str, *, version: int, now: datetime) -> OpenGoals:
    """Save the goals. Raises GoalsNotYours, StaleGoals, TextMissing, TextTooLong, TextForbidden."""
    if supervisor.texts_closed or not _supervises(supervisor, engagement, now):
        raise GoalsNotYours
    kept = _open(session, engagement)
    if kept.version != version:
        raise StaleGoals(kept.text, kept.version)
    words = clean_text(text, limit=LONGEST)
    scope = texts.engagement_scope(engagement.id)
    goal = _row(session, engagement)
    if goal is None:
        goal = Goal(
            engagement_id=engagement.id,
            key_id=texts.new_key(session, scope),
            level=GoalLevel.GROUP,
            state=GoalState.AGREED,
            proposed_by_id=supervisor.id,
            proposed_at=now,
            agreed_number=1,
            agreed_at=now,
        )
        session.add(goal)
        session.flush()
    sealed = texts.write(session, texts.Label(SealedKind.COMMON_GOALS, scope, goal.key_id, version + 1, supervisor.id), words, now=now)
    session.flush()
    row = GoalVersion(
        goal=goal, number=version + 1, author=supervisor, created_at=now, category=GoalCategory.PROFESSIONAL_LEARNING, text_id=sealed.id
    )
    session.add(row)
    goal.agreed_number, goal.agreed_at = version + 1, now
    traces.act(session, supervisor, "goals.saved", object_type="engagement", object_id=engagement.id, engagement_id=engagement.id, now=now)
    session.flush()
    return OpenGoals(words, version + 1)


def agreed(session: Session, engagement: Engagement) -> int:
    """How many goals everybody concerned has agreed to and nobody has dropped."""
    query = select(func.count(Goal.id)).where(
        Goal.engagement_id == engagement.id, Goal.agreed_at.is_not(None), Goal.state != GoalState.DROPPED
    )
    with guard.inside():
        return session.scalar(query) or 0


def _open(session: Session, engagement: Engagement) -> OpenGoals:
    goal = _row(session, engagement)
    if goal is None:
        return OpenGoals()
    with guard.inside():
        version = goal.versions[-1]
    return OpenGoals(texts.read_one(session, version.text_id), version.number)


def _row(session: Session, engagement: Engagement) -> Goal | None:
    with guard.inside():
        return session.scalars(select(Goal).where(Goal.engagement_id == engagement.id).order_by(Goal.id)).first()


def _supervises(person: Person, engagement: Engagement, now: datetime) -> bool:
    return any(p.id == person.id for p in engagement.supervisors_at(now))


def _takes_part(session: Session, person: Person, engagement: Engagement) -> bool:
    current = select(Participation.id).where(
        Participation.engagement_id == engagement.id, Participation.person_id == person.id, Participation.left_at.is_(None)
    )
    return session.scalar(current.limit(1)) is not None
