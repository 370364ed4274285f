"""Which participations exist for a person as a place that may change hands, and who may hand it over."""

from __future__ import annotations

from sqlalchemy import Select, and_, or_, select, true
from sqlalchemy.orm import joinedload

from models.people import Person, Role
from models.process import Assignment, Contact, Engagement, Form, Organisation, Participation, Stay
from policy.process.meetings import supervises_now
from policy.rules import rule


def visible_participations(actor: Person) -> Select[Participation]:
    """One's own, those of one's present group, of the client one speaks for, of the groups one supervises; account managers: all."""
    mine = select(Participation.engagement_id).where(
        Participation.person_id == actor.id, Participation.stay == Stay.REGULAR, Participation.left_at.is_(None)
    )
    supervised = select(Assignment.engagement_id).where(Assignment.person_id == actor.id, Assignment.until.is_(None))
    spoken_for = select(Contact.organisation_id).where(Contact.person_id == actor.id, Contact.until.is_(None))
    known = or_(
        Participation.person_id == actor.id,
        and_(Participation.engagement_id.in_(mine), Participation.left_at.is_(None)),
        Participation.engagement_id.in_(supervised),
        Participation.organisation_id.in_(spoken_for),
    )
    return (
        select(Participation)
        .where(true() if actor.has(Role.ACCOUNT_MANAGER) else known)
        .options(
            joinedload(Participation.person),
            joinedload(Participation.organisation).selectinload(Organisation.contacts),
            joinedload(Participation.engagement).selectinload(Engagement.assignments),
        )
    )


@rule("participation.substitute")
def hands_over(actor: Person, participation: Participation) -> bool:
    """A swap is asked for by the participant, the client's contact or an account manager; in a crisis by the supervisor alone."""
    if participation.engagement.form is Form.CRISIS:
        return supervises_now(actor, participation.engagement)
    return participation.person_id == actor.id or actor.has(Role.ACCOUNT_MANAGER) or speaks_for(actor, participation)


def speaks_for(actor: Person, participation: Participation) -> bool:
    """Whether the person speaks for the organisation that the participant comes from."""
    contacts = participation.organisation.contacts if participation.organisation else []
    return any(contact.person_id == actor.id and contact.until is None for contact in contacts)
