"""Who is inside a process: its regular members of today and its present supervisors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.people import Person
from models.process import Participation, current_members

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.process import Engagement


def members(session: Session, engagement: Engagement) -> list[Person]:
    """The regular members of today, in the order of the seats."""
    return [member.person for member in session.scalars(current_members(engagement).options(joinedload(Participation.person)))]


def ever(session: Session, engagement: Engagement) -> list[Person]:
    """Everybody who takes or has taken part, for one meeting too: whose name does not belong into a text about nobody."""
    took_part = select(Participation.person_id).where(Participation.engagement_id == engagement.id)
    return list(session.scalars(select(Person).where(Person.id.in_(took_part)).order_by(Person.id)))


def supervises(person: Person, engagement: Engagement, *, now: datetime) -> bool:
    """Whether the person is one of the present supervisors."""
    return any(supervisor.id == person.id for supervisor in engagement.supervisors_at(now))


def belongs(session: Session, person: Person, engagement: Engagement) -> bool:
    """Whether the person is a regular member today."""
    mine = current_members(engagement).with_only_columns(Participation.id).where(Participation.person_id == person.id)
    return session.scalar(mine.limit(1)) is not None


def is_inside(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> bool:
    """Whether the person is either, and no text is closed to them."""
    return not person.texts_closed and (supervises(person, engagement, now=now) or belongs(session, person, engagement))
