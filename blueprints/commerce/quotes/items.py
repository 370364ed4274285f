"""What of quotes waits for a person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from models.base.local_time import to_local
from models.commerce.agreement import Agreement
from models.commerce.offer import settings_of
from models.commerce.quote import Quote, QuoteState
from models.people import Role
from web import formats
from web.extensions import db
from web.forms import language
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy import Select

    from models.people import Person

MOST = 20


@source
def quotes_to_answer(actor: Person, now: datetime) -> Iterator[Item]:
    """Quotes sent to the person that have no answer yet."""
    waiting = select(Quote).where(Quote.recipient_id == actor.id, Quote.state == QuoteState.SENT, Quote.valid_until >= to_local(now).date())
    for quote in db.session.scalars(waiting.order_by(Quote.valid_until).limit(MOST)):
        until = formats.date(quote.valid_until, language())
        yield Item(
            kind=_("Quote"),
            text=_("A quote waits for your answer until %(date)s.", date=until),
            about=quote.label,
            url=url_for("quotes.show", id=quote.id),
            action=_("Read"),
        )


@source
def quotes_to_look_after(actor: Person, now: datetime) -> Iterator[Item]:
    """Of the account manager's own: a change asked for, accepted and waiting for an agreement, soon expiring."""
    if not actor.has(Role.ACCOUNT_MANAGER):
        return
    soon = to_local(now).date() + timedelta(days=settings_of(db.session()).quote_reminder_days)
    for quote in db.session.scalars(_to_look_after(actor, soon)):
        yield Item(
            kind=_("Quote"),
            text=_next(quote),
            about=f"{quote.label}, {quote.organisation.name if quote.organisation else quote.recipient_name}",
            url=url_for("quotes.show", id=quote.id),
            action=_("Open"),
        )


def _to_look_after(actor: Person, soon: date) -> Select[Quote]:
    agreed = exists().where(Agreement.quote_id == Quote.id)
    sent = (Quote.state == QuoteState.SENT) & or_(Quote.change_asked_at.is_not(None), Quote.valid_until <= soon)
    accepted = (Quote.state == QuoteState.ACCEPTED) & ~agreed
    query = select(Quote).where(Quote.account_manager_id == actor.id, sent | accepted)
    return query.options(joinedload(Quote.organisation)).order_by(Quote.state_since).limit(MOST)


def _next(quote: Quote) -> str:
    if quote.state is QuoteState.ACCEPTED:
        return str(_("The quote has been accepted. Draft the agreement."))
    if quote.change_asked_at is not None:
        return str(_("A change is asked for. Make a new version."))
    return str(_("The quote expires %(date)s and has no answer.", date=formats.date(quote.valid_until, language())))
