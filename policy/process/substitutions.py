"""Which swaps exist for a person, and who may take them back or refuse them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, and_, or_, select, true
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from models.people import Person, Role
from models.process import Assignment, Contact, Engagement, Meeting, Organisation, Participation, Substitution, SubstitutionState
from policy.process.meetings import supervises_now
from policy.process.participations import speaks_for
from policy.rules import rule


def visible_substitutions(actor: Person) -> Select[Substitution]:
    """Those one asked for or is a side of, of the client's people one speaks for, of the groups one supervises; account managers: all."""
    supervised = select(Assignment.engagement_id).where(Assignment.person_id == actor.id, Assignment.until.is_(None))
    spoken_for = select(Contact.organisation_id).where(Contact.person_id == actor.id, Contact.until.is_(None))
    outgoing = aliased(Participation)
    known = or_(
        Substitution.requested_by_id == actor.id,
        Substitution.substitute_id == actor.id,
        outgoing.person_id == actor.id,
        outgoing.organisation_id.in_(spoken_for),
        outgoing.engagement_id.in_(supervised),
    )
    seat = contains_eager(Substitution.outgoing.of_type(outgoing))
    return (
        select(Substitution)
        .join(Substitution.outgoing.of_type(outgoing))
        .where(true() if actor.has(Role.ACCOUNT_MANAGER) else known)
        .options(
            seat.joinedload(outgoing.person),
            seat.joinedload(outgoing.engagement).selectinload(Engagement.assignments).joinedload(Assignment.person),
            joinedload(Substitution.meeting),
            joinedload(Substitution.substitute),
        )
    )


def coming_swaps(engagement: Engagement, *, now: datetime) -> Select[Substitution]:
    """Swaps that wait for an answer, and those of meetings ahead that have taken effect: what the list of participants tells."""
    ahead = and_(Substitution.state == SubstitutionState.EFFECTIVE, Meeting.ends_at > now)
    return (
        select(Substitution)
        .join(Substitution.outgoing)
        .join(Substitution.meeting)
        .where(Participation.engagement_id == engagement.id, or_(Substitution.state == SubstitutionState.OFFERED, ahead))
        .options(
            contains_eager(Substitution.outgoing).joinedload(Participation.organisation).selectinload(Organisation.contacts),
            contains_eager(Substitution.meeting),
            joinedload(Substitution.substitute),
        )
        .order_by(Meeting.starts_at, Substitution.id)
    )


def to_be_seen(actor: Person, *, now: datetime) -> Select[Substitution]:
    """Swaps that the person, as a supervisor, may still refuse: waiting for an answer, or agreed for a meeting ahead."""
    supervised = select(Assignment.engagement_id).where(Assignment.person_id == actor.id, Assignment.until.is_(None))
    ahead = and_(Substitution.state == SubstitutionState.EFFECTIVE, Meeting.starts_at > now)
    return (
        select(Substitution)
        .join(Substitution.outgoing)
        .join(Substitution.meeting)
        .where(Participation.engagement_id.in_(supervised), or_(Substitution.state == SubstitutionState.OFFERED, ahead))
        .options(
            contains_eager(Substitution.outgoing).joinedload(Participation.engagement),
            contains_eager(Substitution.outgoing).joinedload(Participation.person),
            contains_eager(Substitution.meeting),
            joinedload(Substitution.substitute),
            selectinload(Substitution.requested_by),
        )
        .order_by(Meeting.starts_at, Substitution.id)
    )


def overdue(now: datetime) -> Select[int]:
    """Ids of offers whose time has run out."""
    begun = and_(Meeting.starts_at <= now, Substitution.recorded_at < Meeting.starts_at)
    return (
        select(Substitution.id)
        .join(Substitution.meeting)
        .where(Substitution.state == SubstitutionState.OFFERED, or_(Substitution.expires_at <= now, begun))
        .order_by(Substitution.id)
    )


@rule("substitution.show")
def whoever_is_concerned(actor: Person, swap: Substitution) -> bool:
    """Whoever a swap concerns sees how it stands: both sides, who asked, the supervisors, the client's contact, account managers."""
    sides = {swap.requested_by_id, swap.substitute_id, swap.outgoing.person_id}
    arranges = actor.has(Role.ACCOUNT_MANAGER) or supervises_now(actor, swap.outgoing.engagement)
    return actor.id in sides or arranges or speaks_for(actor, swap.outgoing)


@rule("substitution.retract")
def who_asked(actor: Person, swap: Substitution) -> bool:
    """Whoever asked for a swap takes it back, until the substitute has answered."""
    return swap.requested_by_id == actor.id


@rule("substitution.refuse")
def supervisors_refuse(actor: Person, swap: Substitution) -> bool:
    """The engagement's supervisors refuse a swap for the group's safety, until the meeting begins."""
    return supervises_now(actor, swap.outgoing.engagement)
