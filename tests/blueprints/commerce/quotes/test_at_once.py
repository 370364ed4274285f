"""Two at the same moment, with real threads and a connection each: a quote has one answer, whoever comes first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from models.base.house import OutboxMessage
from models.commerce.quote import Quote, QuoteState
from models.people import Person
from models.privacy import AuditEvent
from tests.blueprints.process.conftest import As
from tests.blueprints.process.substitutions.test_at_once import together
from tests.market.quotes import Quotes
from tests.visitor import Visitor, hidden_fields

DONE, TOLD = 303, (409, 422)


def ready(app: Flask, link: str, answer: str) -> Callable[[], int]:
    """Somebody at the link with the finger on a button."""
    guest = Visitor(app.test_client())
    fields = hidden_fields(guest.client.get(link).text, link) | {"answer": answer, "reason": "Liian kallis"}
    return lambda: guest.client.post(link, data=fields).status_code


@pytest.mark.parametrize("answers", [("accept", "accept"), ("accept", "decline"), ("decline", "decline")])
def test_two_answer_at_once(app: Flask, quotes: Quotes, answers: tuple[str, str]) -> None:
    quote = quotes.sent()
    links = [quotes.link(quote) for _ in answers]
    quotes.fresh()
    codes = together(*(ready(app, link, answer) for link, answer in zip(links, answers, strict=True)))
    assert codes[0] == DONE
    assert codes[1] in TOLD
    quotes.fresh()
    state = quotes.world.session.get_one(Quote, quote.id).state
    assert state.value in {"accepted", "declined"}
    mails = quotes.world.session.scalars(select(OutboxMessage.template).where(OutboxMessage.template.like("commerce/%"))).all()
    assert mails == [f"commerce/mail/quote_{state.value}"]


def test_an_answer_and_a_newer_version_at_once(app: Flask, as_: As, quotes: Quotes) -> None:
    old = quotes.sent()
    link = quotes.link(old)
    as_(quotes.story.outi).post(f"/quotes/{old.id}/quote-versions", page=f"/quotes/{old.id}")
    quotes.fresh()
    new = quotes.world.session.scalars(select(Quote.id).where(Quote.version_number == 2)).one()
    sending = f"/quotes/{new}/quote-dispatches"
    outi = as_(quotes.world.session.get_one(Person, quotes.story.outi.id))
    fields = hidden_fields(outi.client.get(f"{sending}/new").text, sending)
    quotes.fresh()
    codes = together(ready(app, link, "accept"), lambda: outi.client.post(sending, data=fields).status_code)
    assert codes[0] == DONE
    assert codes[1] in TOLD
    quotes.fresh()
    states = [state.value for state in quotes.world.session.scalars(select(Quote.state).order_by(Quote.id))]
    assert states in (["accepted", "draft"], ["superseded", "sent"])


def test_two_send_the_same_draft_at_once(as_: As, quotes: Quotes) -> None:
    quote = quotes.draft()
    quotes.fresh()
    url = f"/quotes/{quote.id}/quote-dispatches"
    visitors = [as_(quotes.story.outi) for _ in range(2)]
    forms = [hidden_fields(visitor.client.get(f"{url}/new").text, url) for visitor in visitors]
    quotes.fresh()

    def sending(visitor: Visitor, form: dict[str, str]) -> Callable[[], int]:
        return lambda: visitor.client.post(url, data=form).status_code

    assert together(*(sending(*pair) for pair in zip(visitors, forms, strict=True))) == [303, 303]
    quotes.fresh()
    mails = quotes.world.session.scalars(select(OutboxMessage.template).where(OutboxMessage.template == "commerce/mail/quote")).all()
    acts = quotes.world.session.scalars(select(AuditEvent.act).where(AuditEvent.act == "quote.sent")).all()
    assert (len(mails), len(acts)) == (1, 1)


INSERT = """
INSERT INTO quote_lines (quote_id, position, product_version_id, quantity, unit_price_cents, meetings, minutes)
SELECT :quote, 9, product_version_id, 1, 1, 1, 1 FROM quote_lines WHERE quote_id = :quote
"""
CHANGES = (
    "UPDATE quote_lines SET unit_price_cents = 1 WHERE quote_id = :quote",
    "DELETE FROM quote_lines WHERE quote_id = :quote",
    INSERT,
    "UPDATE quote_lines SET quote_id = :draft WHERE quote_id = :quote",
    "UPDATE quote_lines SET quote_id = :quote WHERE quote_id = :draft",
    "UPDATE quote_supervisors SET override_reason = 'x' WHERE quote_id = :quote",
    "DELETE FROM quote_supervisors WHERE quote_id = :quote",
    "UPDATE quotes SET content = '{}' WHERE id = :quote",
    "UPDATE quotes SET digest = 'x' WHERE id = :quote",
    "UPDATE quotes SET valid_until = '2030-01-01' WHERE id = :quote",
    "UPDATE quotes SET recipient_email = 'x@y.example' WHERE id = :quote",
    "DELETE FROM quotes WHERE id = :quote",
)


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_what_was_sent(quotes: Quotes, change: str) -> None:
    sent, draft = quotes.sent().id, quotes.draft().id
    quotes.world.session.commit()
    with pytest.raises(DatabaseError, match="append-only table"):
        quotes.world.session.execute(text(change), {"quote": sent, "draft": draft} if ":draft" in change else {"quote": sent})
    quotes.world.session.rollback()
    assert quotes.world.session.get_one(Quote, sent).state is QuoteState.SENT
