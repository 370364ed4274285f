"""Adding a participant to an engagement: the person found or made, the seat, the trace, the invitation. In a request or in a chore."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from models.privacy import AuditEvent
from models.process import Participation, Standing, current_members
from models.process.participation import AlreadyMember, SupervisesThis
from policy.process import supervises_now
from web.extensions import db
from web.inviting import person_at, tell

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import Person
    from models.process import Engagement, Organisation


@dataclass(frozen=True)
class Newcomer:
    """Who is to take part: the address finds an account, or becomes one with the name and the language."""

    email: str
    name: str
    language: str
    standing: Standing
    organisation: Organisation | None = None
    payer: Organisation | None = None


def join(engagement: Engagement, newcomer: Newcomer, *, by: Person, now: datetime) -> Participation:
    """Add somebody in a seat of their own and send the invitation. Whoever calls it keeps the calendars told.

    Raises EngagementOver, NameMissing, AccountClosed, AlreadyMember, SupervisesThis.
    """
    person = person_at(newcomer.email, newcomer.name, newcomer.language, now=now)
    _refuse_two_parts(person, engagement)
    participation = Participation.open(
        engagement, person, organisation=newcomer.organisation, payer=newcomer.payer, standing=newcomer.standing, now=now
    )
    db.session.add(participation)
    db.session.flush()
    db.session.add(
        AuditEvent(
            at=now,
            actor_id=by.id,
            act="participation.added",
            object_type="participation",
            object_id=participation.id,
            subject_id=person.id,
            engagement_id=engagement.id,
            detail={},
        )
    )
    supervisors = [supervisor.name for supervisor in engagement.supervisors_at(now)]
    tell(person, "process/mail/participation", f"/engagements/{engagement.id}", now=now, ahead=engagement, supervisors=supervisors)
    return participation


def _refuse_two_parts(person: Person, engagement: Engagement) -> None:
    sits = exists().where(Participation.id.in_(current_members(engagement).order_by(None).with_only_columns(Participation.id)))
    if db.session.scalar(select(sits.where(Participation.person_id == person.id))):
        raise AlreadyMember(name=person.name)
    if supervises_now(person, engagement):
        raise SupervisesThis(name=person.name)
