"""Requests that wait for an account manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _

from models.base.forms import Form
from models.commerce.request import QuoteRequest, RequestState
from models.people import Role
from policy.commerce.requests import own_requests
from web import formats
from web.extensions import db
from web.forms import language
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person

MOST = 10


@source
def new_requests(actor: Person, _now: datetime) -> Iterator[Item]:
    """New requests of one's own, and those that nobody has; a crisis stands in a list of its own."""
    if not actor.has(Role.ACCOUNT_MANAGER):
        return
    query = own_requests(actor).where(QuoteRequest.state == RequestState.NEW, QuoteRequest.form.is_distinct_from(Form.CRISIS))
    for asked in db.session.scalars(query.order_by(QuoteRequest.id).limit(MOST)):
        owner = _("A new request for a quote.") if asked.account_manager_id else _("A new request that has no account manager.")
        yield Item(
            kind=_("Request"),
            text=owner,
            about=f"{asked.number} {asked.shown_name}, {formats.date_and_time(asked.received_at, language())}",
            url=url_for("quote_requests.show", id=asked.id),
            action=_("Look"),
        )
