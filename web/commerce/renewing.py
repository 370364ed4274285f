"""A request for more supervision by somebody who has taken part: begun with what is known already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.base.forms import Form
from models.commerce.request import RequestDraft
from models.process import Organisation, Participation, PayerKind, Seat, Stay
from web.commerce import reception
from web.commerce.request_fields import OTHER, sectors
from web.extensions import db
from web.forms import language

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import Person
    from models.process import Engagement


def begin(person: Person, engagement: Engagement, *, now: datetime) -> str:
    """A draft with form, client and contact filled in; gives its token. Raises TooSoon."""
    reception.claim("request-draft", now=now)
    first: dict[str, Any] = {"contact": {"contact_name": person.name, "contact_email": person.email} | _payer(person, engagement)}
    if engagement.form is not Form.CRISIS:  # what follows a crisis is chosen anew
        first["whom"] = {"supervision": engagement.form.value, "people": None, "supervisor": ""}
    draft, token = RequestDraft.begin(first, language(), days=reception.draft_days(), now=now)
    db.session.add(draft)
    return token


def first_step(engagement: Engagement) -> str:
    """Where the writing goes on."""
    return "whom" if engagement.form is Form.CRISIS else "hopes"


def _payer(person: Person, engagement: Engagement) -> dict[str, Any]:
    """Who pays for the person's seat; an organisation with its name, number and sector. Of another's seat, lent for a meeting, nothing."""
    query = (
        select(Seat)
        .join(Participation, Participation.seat_id == Seat.id)
        .options(joinedload(Seat.payer_organisation))
        .where(Participation.engagement_id == engagement.id, Participation.person_id == person.id, Participation.stay == Stay.REGULAR)
        .order_by(Participation.id.desc())
    )
    seat = db.session.scalars(query.limit(1)).first()
    if seat is None:
        return {}
    organisation = seat.payer_organisation
    if organisation is None:
        return {"payer_kind": PayerKind.SELF.value}
    named = {"organisation_name": organisation.name, "business_id": organisation.business_id}
    return {"payer_kind": PayerKind.ORGANISATION.value} | named | _sector(organisation)


def _sector(organisation: Organisation) -> dict[str, str]:
    """The one of the list that is called the same in some language; another one in words."""
    wanted = organisation.sector.casefold()
    if not wanted:
        return {}
    found = next((one for one in sectors() if wanted in {name.casefold() for name in one.name.values()}), None)
    return {"sector": str(found.id)} if found else {"sector": OTHER, "sector_other": organisation.sector}
