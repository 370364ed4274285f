"""Who hears of a cancellation. No mail says what it costs, or why: the page does, to whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from models.process import Contact, Organisation
from web import mail
from web.extensions import db
from web.inviting import tell

if TYPE_CHECKING:
    from datetime import datetime

    from models.commerce.cancellation import Cancellation
    from models.commerce.commitment import Commitment
    from models.people import Person
    from models.process import Participation

FOLDER = "commerce/mail"


def cancelled(commitment: Commitment, cancellation: Cancellation, *, by: Person, now: datetime) -> None:
    """Both sides get a receipt; whoever would have come hears that they need not."""
    url = f"/cancellations/{cancellation.id}"
    for person in _sides(commitment, cancellation.participation):
        tell(person, f"{FOLDER}/cancellation", url, now=now, number=commitment.agreement.number)
    engagement = commitment.agreement.engagement
    if engagement is None:
        return
    leaving = [member for member in commitment.members if not member.is_current]
    for member in leaving:
        mail.drop(member.person, engagement, now=now)
    going = list(commitment.members) if engagement.is_over else leaving
    supervisors = engagement.supervisors_at(now)
    for person in _others([*(member.person for member in going), *supervisors], by):
        over = engagement.is_over or person not in supervisors
        mail.send(person, f"{FOLDER}/{'meetings_off' if over else 'seat_off'}", engagement=engagement, url=_page(engagement.id))


def _sides(commitment: Commitment, seat: Participation | None) -> list[Person]:
    """The account manager, the contacts of who ordered, and of one seat its payer, of the whole every payer."""
    payers = commitment.version.payers if commitment.version else []
    if seat is not None:
        payers = [commitment.payer_of(seat)]
    organisations = {commitment.agreement.organisation_id, *(payer.organisation_id for payer in payers)} - {None}
    query = select(Organisation).where(Organisation.id.in_(organisations)).options(selectinload(Organisation.contacts))
    speaking = [
        _current(contact) for organisation in db.session.scalars(query.order_by(Organisation.id)) for contact in organisation.contacts
    ]
    people = [commitment.agreement.account_manager, *speaking, *(payer.person for payer in payers)]
    return [person for person in dict.fromkeys(people) if person is not None and person.is_active]


def _current(contact: Contact) -> Person | None:
    return contact.person if contact.until is None else None


def _others(people: list[Person], by: Person) -> list[Person]:
    return [person for person in dict.fromkeys(people) if person is not by and person.is_active]


def _page(engagement_id: int) -> str:
    return mail.address(f"/engagements/{engagement_id}")
