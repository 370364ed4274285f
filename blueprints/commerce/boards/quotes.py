"""Quotes on the board: drafts, those with the client, and those that were accepted and have no agreement yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import and_, exists, or_
from sqlalchemy.orm import contains_eager, selectinload

from blueprints.commerce.boards.card import MOST, Card, holds
from blueprints.commerce.boards.forms import Filters, Whose
from models.commerce.agreement import Agreement
from models.commerce.catalogue import Product, ProductVersion
from models.commerce.quote import Quote, QuoteLine, QuoteState
from models.people import Person
from policy.commerce.quotes import visible_quotes
from web import formats, words
from web.forms import language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session


def cards(session: Session, actor: Person, filters: Filters) -> Iterator[Card]:
    """Quotes that are not yet answered, or not yet an agreement. Two statements."""
    unsigned = and_(Quote.state == QuoteState.ACCEPTED, ~exists().where(Agreement.quote_id == Quote.id))
    query = (
        visible_quotes(actor)
        .outerjoin(Quote.organisation)
        .join(Quote.account_manager)
        .where(or_(Quote.state.in_([QuoteState.DRAFT, QuoteState.SENT]), unsigned))
        .options(contains_eager(Quote.organisation), contains_eager(Quote.account_manager))
        .options(selectinload(Quote.lines).joinedload(QuoteLine.product_version).joinedload(ProductVersion.product))
    )
    if filters.words:
        recipient = Quote.recipient_name.icontains(filters.words, autoescape=True)
        query = query.where(holds(filters.words, Quote.number, recipient))
    if filters.form:
        offered = exists().where(
            QuoteLine.quote_id == Quote.id,
            QuoteLine.product_version_id == ProductVersion.id,
            ProductVersion.product_id == Product.id,
            Product.form == filters.form,
        )
        query = query.where(offered)
    if filters.whose is Whose.MINE:
        query = query.where(Quote.account_manager_id == actor.id)
    for quote in session.scalars(query.order_by(Quote.state_since).limit(MOST)).unique():
        yield _card(quote)


def _card(quote: Quote) -> Card:
    stage, waits, since, ours, action, url = _standing(quote)
    total = sum(line.quantity * line.unit_price_cents for line in quote.lines)
    forms = {str(words.FORMS[line.product_version.product.form]) for line in quote.lines}
    return Card(
        key=f"quote-{quote.id}",
        stage=stage,
        title=quote.organisation.name if quote.organisation else quote.recipient_name,
        url=url_for("quotes.show", id=quote.id),
        waits=waits,
        since=since,
        ours=ours,
        disc="open" if quote.state is QuoteState.DRAFT else "half",
        tone="wait" if ours else None,
        about=(
            _("Quote %(number)s", number=f"{quote.number}/{quote.version_number}"),
            *sorted(forms),
            *((_("%(price)s + VAT", price=formats.money(total, language())),) if total else ()),
        ),
        manager=quote.account_manager.name,
        action=action,
        action_url=url,
    )


def _standing(quote: Quote) -> tuple[str, str, datetime, bool, str, str]:
    """Stage, what it waits for, since when, whether for us, and what to do."""
    if quote.state is QuoteState.DRAFT:
        return "preparing", _("Being drafted"), quote.state_since, True, _("Finish the quote"), url_for("quotes.edit", id=quote.id)
    if quote.state is QuoteState.ACCEPTED:
        url = url_for("agreements.new", quote=quote.id)
        return "agreement", _("Accepted, waits for an agreement"), quote.state_since, True, _("Draft the agreement"), url
    if quote.change_asked_at:
        url = url_for("quotes.show", id=quote.id)
        return "sent", _("A change is asked for"), quote.change_asked_at, True, _("See what is asked"), url
    day = formats.date(quote.valid_until, language())
    waits = _("With %(name)s until %(day)s", name=quote.recipient_name, day=day)
    return "sent", waits, quote.sent_at or quote.state_since, False, "", ""
