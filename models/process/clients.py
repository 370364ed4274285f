"""Who the client of an engagement is: whoever ordered it or pays for a seat, through the people who speak for them now."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload

from models.people.person import Person
from models.process.engagement import Engagement
from models.process.organisation import Contact
from models.process.participation import Seat


def contacts_of(engagement: Engagement) -> Select[Contact]:
    """Who speaks for the client now, their person and organisation loaded. Whoever only sent somebody is no client."""
    pays = select(Seat.payer_organisation_id).where(Seat.engagement_id == engagement.id)
    ordered_or_pays = or_(Contact.organisation_id == engagement.organisation_id, Contact.organisation_id.in_(pays))
    return (
        select(Contact)
        .join(Contact.person)
        .where(Contact.until.is_(None), Person.deactivated_at.is_(None), ordered_or_pays)
        .options(joinedload(Contact.person), joinedload(Contact.organisation))
        .order_by(Contact.organisation_id, Contact.id)
    )


def spoken_for_by(person: Person) -> ColumnElement[bool]:
    """Whether the person speaks for the client of the Engagement of the row."""
    spoken_for = select(Contact.organisation_id).where(Contact.person_id == person.id, Contact.until.is_(None))
    pays = exists().where(Seat.engagement_id == Engagement.id, Seat.payer_organisation_id.in_(spoken_for))
    return or_(Engagement.organisation_id.in_(spoken_for), pays)
