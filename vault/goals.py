"""The group's common goals in words: for the process and whoever is offered a seat in it, never for the client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.base.text import clean_text
from models.confidential import CommonGoals, SealedKind
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
    row = _row(session, engagement)
    if row is None:
        row = CommonGoals(engagement_id=engagement.id, key_id=texts.new_key(session, scope), saved_at=now, saved_by_id=supervisor.id)
        session.add(row)
        session.flush()
    former = row.text_id
    sealed = texts.write(session, texts.Label(SealedKind.COMMON_GOALS, scope, row.key_id, version + 1, supervisor.id), words, now=now)
    session.flush()
    row.text_id, row.saved_at, row.saved_by_id = sealed.id, now, supervisor.id
    traces.act(session, supervisor, "goals.saved", object_type="engagement", object_id=engagement.id, engagement_id=engagement.id, now=now)
    session.flush()
    texts.drop_rows(session, [former])
    return OpenGoals(words, row.version)


def _open(session: Session, engagement: Engagement) -> OpenGoals:
    row = _row(session, engagement)
    return OpenGoals(texts.read_one(session, row.text_id), row.version) if row and row.text_id else OpenGoals()


def _row(session: Session, engagement: Engagement) -> CommonGoals | None:
    with guard.inside():
        return session.scalars(select(CommonGoals).where(CommonGoals.engagement_id == engagement.id)).one_or_none()


def _supervises(person: Person, engagement: Engagement, now: datetime) -> bool:
    return any(p.id == person.id for p in engagement.supervisors_at(now))


def _takes_part(session: Session, person: Person, engagement: Engagement) -> bool:
    current = select(Participation.id).where(
        Participation.engagement_id == engagement.id, Participation.person_id == person.id, Participation.left_at.is_(None)
    )
    return session.scalar(current.limit(1)) is not None
