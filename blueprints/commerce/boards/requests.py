"""Requests on the board: those nobody has taken in hand, and those that have no quote yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, or_
from sqlalchemy.orm import contains_eager, joinedload

from blueprints.commerce.boards.card import MOST, Card, holds
from blueprints.commerce.boards.forms import Filters, Whose
from models.commerce.catalogue import AccountManager
from models.commerce.request import QuoteRequest, RequestState
from policy.commerce.requests import visible_requests
from web import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from models.people import Person


def cards(session: Session, actor: Person, filters: Filters) -> Iterator[Card]:
    """New and triaged requests. One statement."""
    query = (
        visible_requests(actor)
        .outerjoin(QuoteRequest.organisation)
        .outerjoin(QuoteRequest.account_manager)
        .where(QuoteRequest.state.in_([RequestState.NEW, RequestState.TRIAGED]))
        .options(contains_eager(QuoteRequest.organisation), contains_eager(QuoteRequest.account_manager).joinedload(AccountManager.person))
        .options(joinedload(QuoteRequest.sector))
    )
    if filters.words:
        typed = [func.lower(column).contains(filters.words.lower(), autoescape=True) for column in TYPED]
        query = query.where(holds(filters.words, QuoteRequest.number, *typed))
    if filters.form:
        query = query.where(QuoteRequest.form == filters.form)
    if filters.whose is Whose.MINE:
        query = query.where(or_(QuoteRequest.account_manager_id.is_(None), AccountManager.person_id == actor.id))
    for request in session.scalars(query.order_by(QuoteRequest.state_since).limit(MOST)).unique():
        yield _card(request)


TYPED = (QuoteRequest.organisation_name, QuoteRequest.contact_name)


def _card(request: QuoteRequest) -> Card:
    new = request.state is RequestState.NEW
    unrouted = request.account_manager is None
    waits = _("Nobody has taken it") if unrouted else (_("Waits for its first look") if new else _("Waits for a quote"))
    url = url_for("quote_requests.show", id=request.id)
    return Card(
        key=f"request-{request.id}",
        stage="new" if new else "preparing",
        title=request.organisation.name if request.organisation else request.organisation_name or request.contact_name,
        url=url,
        waits=_("Crisis: %(waits)s", waits=waits) if request.is_urgent else waits,
        since=request.state_since,
        ours=True,
        disc="alert" if request.is_urgent else "half",
        tone="bad" if request.is_urgent else "wait",
        about=(
            _("Request %(number)s", number=request.number),
            str(words.FORMS[request.form]) if request.form else _("Form not chosen yet"),
        ),
        manager=request.account_manager.person.name if request.account_manager else "",
        action="" if new else _("Draft a quote"),
        action_url="" if new else url_for("quotes.new", request=request.id),
    )
