"""What happens to quotes by themselves: one reminder, and the end of the last day. The worker calls it; doing it twice changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from gateways import databases
from models.base.local_time import to_local
from models.commerce.catalogue import ServiceSettings
from models.commerce.quote import Quote, QuoteState
from web.commerce import quoting
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select


def expire_quotes(*, now: datetime) -> None:
    """Close the quotes whose last day is over, each in a transaction of its own."""
    today = to_local(now).date()
    for key in _due(select(Quote.id).where(Quote.state == QuoteState.SENT, Quote.valid_until < today)):
        quote, _others = quoting.locked(key)
        if quote.state is QuoteState.SENT and quote.has_lapsed(now=now):
            quote.expire(now=now)
            quoting.log("quote.expired", quote, None, now=now)
        db.session.commit()


def remind_of_quotes(*, now: datetime) -> None:
    """Send a new link to whoever has not answered, once, some days before the last one; never on the day of sending."""
    with databases.reading():  # an idle round must not take the write lock
        settings = db.session.get(ServiceSettings, 1)
    db.session.rollback()
    if settings is None:
        return
    today = to_local(now).date()
    soon = today + timedelta(days=settings.quote_reminder_days)
    unasked = (Quote.state == QuoteState.SENT, Quote.reminded_at.is_(None))
    for key in _due(select(Quote.id).where(*unasked, Quote.valid_until >= today, Quote.valid_until <= soon)):
        quote, _others = quoting.locked(key)
        sent_before = quote.sent_at is not None and to_local(quote.sent_at).date() < today
        if quote.state is QuoteState.SENT and quote.reminded_at is None and sent_before:
            quote.reminded_at = now
            quoting.send_link(quote, "commerce/mail/quote_reminder", now=now)
            quoting.log("quote.reminded", quote, None, now=now)
        db.session.commit()


def _due(query: Select[int]) -> Sequence[int]:
    with databases.reading():
        due = db.session.scalars(query.order_by(Quote.id)).all()
    db.session.rollback()
    return due
