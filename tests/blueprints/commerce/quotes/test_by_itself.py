"""One reminder, the end of the last day, and what stands on My day."""

from __future__ import annotations

import html
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from gateways.databases import writing
from models.base.local_time import to_local
from models.commerce.quote import Quote, QuoteState
from models.people import SingleUseLink
from models.privacy import AuditEvent
from tests import clock
from tests.blueprints.commerce.quotes.conftest import Counted
from tests.blueprints.process.conftest import As, Told, main
from tests.market.quotes import Quotes
from tests.world import NOW
from web.commerce import quote_chores

TODAY = to_local(NOW).date()


def chores(app: Flask, now: datetime) -> None:
    """As the worker does them: free to write."""
    token = writing.set(True)
    with app.app_context():
        quote_chores.expire_quotes(now=now)
        quote_chores.remind_of_quotes(now=now)
    writing.reset(token)


@pytest.mark.parametrize(("days", "reminded"), [(26, False), (27, True), (30, True), (31, False)])
def test_a_reminder_goes_once(app: Flask, quotes: Quotes, told: Told, monkeypatch: pytest.MonkeyPatch, days: int, reminded: bool) -> None:  # noqa: FBT001, PLR0917
    quote = quotes.sent(valid_until=TODAY + timedelta(days=30))
    quotes.fresh()
    when = quotes.world.local(TODAY + timedelta(days=days), 9)
    clock.stop(monkeypatch, when)
    for _ in range(3):
        chores(app, when)
    quotes.fresh()
    assert told("commerce/mail/quote_reminder") == ([quotes.story.antti.email] if reminded else [])
    assert len(quotes.world.session.scalars(select(SingleUseLink).where(SingleUseLink.object_id == quote.id)).all()) == int(reminded)


def test_nobody_is_reminded_on_the_day_of_sending(app: Flask, quotes: Quotes, told: Told) -> None:
    quotes.sent(valid_until=TODAY + timedelta(days=1))
    quotes.fresh()
    chores(app, NOW)
    quotes.fresh()
    assert told("commerce/mail/quote_reminder") == []


def test_drafts_and_answered_quotes_are_left_alone(app: Flask, quotes: Quotes, told: Told) -> None:
    draft, sent = quotes.draft(valid_until=TODAY), quotes.sent(valid_until=TODAY)
    sent.move(QuoteState.ACCEPTED, now=NOW)
    quotes.fresh()
    chores(app, NOW + timedelta(days=2))
    quotes.fresh()
    assert [quotes.world.session.get_one(Quote, quote.id).state.value for quote in (draft, sent)] == ["draft", "accepted"]
    assert told("commerce/mail/quote_reminder") == []


def test_it_expires_when_its_last_day_is_over(app: Flask, quotes: Quotes) -> None:
    quote = quotes.sent(valid_until=TODAY)
    quotes.fresh()
    midnight = quotes.world.local(TODAY + timedelta(days=1), 0)
    for when, state in ((midnight - timedelta(seconds=1), "sent"), (midnight, "expired"), (midnight + timedelta(hours=1), "expired")):
        chores(app, when)
        quotes.fresh()
        assert quotes.world.session.get_one(Quote, quote.id).state == state
        quotes.fresh()
    assert len(quotes.world.session.scalars(select(AuditEvent).where(AuditEvent.act == "quote.expired")).all()) == 1


def test_what_waits_for_the_account_manager(as_: As, quotes: Quotes) -> None:
    quotes.sent(valid_until=TODAY + timedelta(days=3))
    quotes.sent(valid_until=TODAY + timedelta(days=4))
    quotes.sent().ask_change("Kuusi kertaa", now=NOW)
    quotes.sent().move(QuoteState.ACCEPTED, now=NOW)
    quotes.draft()
    quotes.fresh()
    page = html.unescape(main(as_(quotes.story.outi).get("/")))
    assert page.count("eikä siihen ole vastattu") == 1
    assert page.count("Tarjoukseen pyydetään muutosta") == 1
    assert page.count("Tarjous on hyväksytty. Laadi sopimus.") == 1
    assert "tarjous" not in main(as_(quotes.story.aino).get("/")).casefold()


def test_what_waits_for_the_recipient(as_: As, quotes: Quotes) -> None:
    quote = quotes.sent()
    quotes.fresh()
    assert f"/quotes/{quote.id}" in main(as_(quotes.story.antti).get("/"))
    quote.move(QuoteState.ACCEPTED, now=NOW)
    quotes.fresh()
    assert f"/quotes/{quote.id}" not in main(as_(quotes.story.antti).get("/"))


def test_the_day_asks_as_often_however_much_waits(as_: As, quotes: Quotes, counted: Counted) -> None:
    asked = []
    for _ in range(2):
        for _each in range(5):
            quotes.sent(valid_until=TODAY + timedelta(days=1))
        quotes.fresh()
        outi = as_(quotes.story.outi)
        asked.append(counted(lambda visitor=outi: visitor.get("/")))  # type: ignore[misc]
    assert asked[0] == asked[1]
