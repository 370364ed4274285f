"""A visitor who asks for a quote, step by step."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.world import NOW

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.blueprints.commerce.requests.conftest import Office
    from tests.visitor import Visitor

NEW = "/quote-requests/new"
DRAFTS = "/quote-requests/drafts"
URGENT = "/quote-requests/urgent"
TOKEN = re.compile(r"/(?:drafts|receipts)/([^/]+)")

WHOM = {"supervision": "group", "people": "5"}
HOPES = {"themes": "1", "message": "Kiire on tullut jäädäkseen."}
TIMES = {"starts_from": "11.1.2027", "mode": "remote", "place": "Oulu", "meeting_language": "sv", "wishes": "Tiistaiaamut."}
CONTACT = {
    "contact_name": "Sari Ketola",
    "contact_email": "sari.ketola@lokkiranta.example",
    "contact_phone": "040 123 4567",
    "sector": "2",
    "payer_kind": "organisation",
    "organisation_name": "Lokkirannan kotihoito",
    "business_id": "0000001-9",
    "einvoice_address": "003700000019",
    "einvoice_operator": "003721291126",
    "purchase_order": "KH-27",
}
CRISIS = {
    "target": "team",
    "background": "accident",
    "sector": "1",
    "meeting_language": "fi",
    "contact_name": "Sari Ketola",
    "organisation_name": "Lokkirannan kotihoito",
    "contact_phone": "040 123 4567",
    "contact_email": "sari.ketola@lokkiranta.example",
}
READ_AND_WRITTEN = timedelta(minutes=3)


def token_in(url: str) -> str:
    """The secret part of an address."""
    found = TOKEN.search(url)
    assert found, url
    return found[1]


def led_to(answer: TestResponse) -> str:
    """Where a form that was accepted leads: 303 to a browser, 204 with HX-Redirect to htmx."""
    assert answer.status_code in {303, 204}, (answer.status_code, re.findall(r'(?s)id="errors".*?</ul>', answer.text))
    return answer.headers["Location"] if answer.status_code == 303 else answer.headers["HX-Redirect"]


def begun(visitor: Visitor, **fields: str) -> str:
    """A draft after its first step: its token."""
    return token_in(led_to(visitor.post(DRAFTS, page=NEW, **(WHOM | fields))))


def step(visitor: Visitor, token: str, name: str, **fields: str) -> TestResponse:
    """Answer one step."""
    url = f"{DRAFTS}/{token}/{name}"
    return visitor.post(url, page=url, **fields)


def written(visitor: Visitor, **contact: str) -> str:
    """A draft that is complete: its token."""
    token = begun(visitor)
    for name, fields in (("hopes", HOPES), ("times", TIMES), ("contact", CONTACT | contact)):
        led_to(step(visitor, token, name, **fields))
    return token


def asked(office: Office, visitor: Visitor | None = None, **contact: str) -> str:
    """A whole request, sent three minutes after it was begun: its token."""
    visitor = visitor or office.visitor()
    office.at(NOW)
    token = written(visitor, **contact)
    office.at(NOW + READ_AND_WRITTEN)
    led_to(step(visitor, token, "check"))
    return token


def reported(office: Office, visitor: Visitor | None = None, **fields: str) -> TestResponse:
    """A crisis, reported."""
    return (visitor or office.visitor()).post(URGENT, page=f"{URGENT}/new", **(CRISIS | fields))
