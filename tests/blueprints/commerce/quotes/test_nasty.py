"""Nasty input in every field of the quotes' forms and addresses: never a fault, and nothing of it becomes markup."""

from __future__ import annotations

from urllib.parse import quote_from_bytes

import pytest
from flask import Flask

from models.process import Form
from tests.blueprints.commerce.quotes.test_drafting import TYPED
from tests.blueprints.process.conftest import As
from tests.market.quotes import Quotes
from tests.visitor import Visitor, hidden_fields
from tests.web.nasty import NASTY


def plain(visitor: Visitor, page: str, url: str) -> dict[str, str]:
    """The form's own hidden fields, without the key that works once."""
    fields = hidden_fields(visitor.client.get(page).text, url)
    return {name: value for name, value in fields.items() if name != "submission_key"}


def sent(visitor: Visitor, url: str, fields: dict[str, str], field: str, value: bytes) -> int:
    body = "&".join(f"{name}={quote_from_bytes(text.encode(), safe='')}" for name, text in fields.items() if name != field)
    data = f"{body}&{field}={quote_from_bytes(value, safe='')}"
    return visitor.client.post(url, data=data, content_type="application/x-www-form-urlencoded").status_code


@pytest.mark.parametrize("field", [*TYPED, "people_reason", "version", "request"])
def test_the_facts_of_a_draft(as_: As, quotes: Quotes, field: str) -> None:
    quote = quotes.draft()
    quotes.fresh()
    outi, url = as_(quotes.story.outi), f"/quotes/{quote.id}"
    fields = plain(outi, f"{url}/edit", url) | TYPED
    assert {sent(outi, url, fields, field, value) for value in NASTY.values()} <= {303, 409, 413, 422}
    assert outi.get(f"{url}/edit").status_code == 200
    assert outi.get(url).status_code == 200
    assert outi.get(f"{url}/quote-print").status_code == 200


@pytest.mark.parametrize("field", ["product", "quantity", "price", "meetings", "minutes", "version"])
def test_a_line(as_: As, quotes: Quotes, field: str) -> None:
    line = quotes.draft().lines[0]
    quotes.fresh()
    outi, url = as_(quotes.story.outi), f"/quote-lines/{line.id}"
    good = {"product": str(quotes.product(Form.GROUP).id), "quantity": "1", "price": "", "meetings": "", "minutes": ""}
    fields = plain(outi, f"{url}/edit", url) | good
    quotes.fresh()
    assert {sent(outi, url, fields, field, value) for value in NASTY.values()} <= {303, 409, 413, 422}
    assert outi.get(f"{url}/edit").status_code == 200


@pytest.mark.parametrize("field", ["supervisor", "kind", "override_reason", "confirmed"])
def test_a_supervisor(as_: As, quotes: Quotes, field: str) -> None:
    quote = quotes.draft()
    quotes.fresh()
    outi, url = as_(quotes.story.outi), f"/quotes/{quote.id}/quote-supervisors"
    fields = plain(outi, f"{url}/new", url) | {"supervisor": str(quotes.story.mikael.id), "kind": "pair", "override_reason": ""}
    quotes.fresh()
    assert {sent(outi, url, fields, field, value) for value in NASTY.values()} <= {303, 413, 422}


@pytest.mark.parametrize("field", ["answer", "reason", "wish"])
def test_an_answer(app: Flask, quotes: Quotes, field: str) -> None:
    quote = quotes.sent()
    link, guest = quotes.link(quote), Visitor(app.test_client())
    fields = plain(guest, link, link) | {"answer": "change" if field == "wish" else "decline", "reason": "Ei nyt", "wish": ""}
    assert {sent(guest, link, fields, field, value) for value in NASTY.values()} <= {303, 409, 413, 422}
    assert guest.client.get(link).status_code == 200


def test_addresses(as_: As, quotes: Quotes) -> None:
    quote = quotes.draft()
    quotes.fresh()
    outi = as_(quotes.story.outi)
    for path in ("/quotes?state=", "/quotes?after=", "/quotes/new?request=", f"/quotes/{quote.id}/quote-supervisors/new?q="):
        found = {outi.client.get(path + quote_from_bytes(value, safe="")).status_code for value in NASTY.values() if len(value) < 2000}
        assert found <= {200, 400}, path
