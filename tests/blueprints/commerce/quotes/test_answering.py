"""The recipient reads behind the link, without an account, and answers once."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from models.base.local_time import to_local
from models.commerce.quote import EmployerApproval, Quote, QuoteState
from models.commerce.request import QuoteRequest, RequestState
from models.process import Form
from tests import clock
from tests.blueprints.process.conftest import As, Told, main, refused, went_on
from tests.market.quotes import Quotes, a_text
from tests.visitor import Visitor, hidden_fields
from tests.world import NOW

ANSWERS = {"accept": {"answer": "accept"}, "decline": {"answer": "decline", "reason": "Liian kallis"}}


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def guest(request: pytest.FixtureRequest, app: Flask) -> Visitor:
    """Somebody who has the mail and no account."""
    return Visitor(app.test_client(), htmx=bool(request.param))


def now_of(quotes: Quotes, quote: Quote) -> Quote:
    quotes.fresh()
    return quotes.world.session.get_one(Quote, quote.id)


def shown(answer: TestResponse) -> str:
    return html.unescape(answer.text)


def test_reading_accepts_nothing(guest: Visitor, quotes: Quotes) -> None:
    quote = quotes.sent(introduction="Kiitos pyynnöstä.")
    link = quotes.link(quote)
    for _ in range(3):
        page = shown(guest.client.get(link))
        assert "Kiitos pyynnöstä." in page
        assert "Hyväksy tarjous" in page
    assert now_of(quotes, quote).state is QuoteState.SENT


def test_it_is_the_very_text_that_was_sent(guest: Visitor, quotes: Quotes) -> None:
    quote = quotes.sent()
    link = quotes.link(quote)
    quotes.story.outi.rename("Toinen Nimi")
    quotes.fresh()
    assert "Toinen Nimi" not in main(guest.client.get(link))
    assert guest.client.get(f"{link}/quote-copy").data.startswith(b"%PDF-")


@pytest.mark.parametrize(("answer", "state"), [("accept", "accepted"), ("decline", "declined")])
def test_an_answer_by_link(guest: Visitor, quotes: Quotes, told: Told, answer: str, state: str) -> None:
    request = quotes.request(state=RequestState.QUOTED)
    quote = quotes.sent(request_id=request.id)
    link = quotes.link(quote)
    assert went_on(guest.post(link, page=link, **ANSWERS[answer])) == link
    quote = now_of(quotes, quote)
    assert (quote.state, quote.decided_by_id, quote.decided_by_link) == (state, quotes.story.antti.id, True)
    assert quotes.world.session.get_one(QuoteRequest, request.id).state == {"accepted": "won", "declined": "lost"}[state]
    quotes.fresh()
    assert told(f"commerce/mail/quote_{state}") == ["outi.salmenranta@demo.example"]
    again = shown(guest.client.get(link))
    assert "Hyväksy tarjous" not in again
    assert "Asiakkuusvastaavasi on" in again
    assert guest.client.get(f"{link}/quote-copy").status_code == 404


@pytest.mark.parametrize("second", ["accept", "decline"])
def test_the_second_answer_is_told_how_it_stands(guest: Visitor, quotes: Quotes, told: Told, second: str) -> None:
    quote = quotes.sent()
    link = quotes.link(quote)
    fields = {name: value for name, value in _tokens(guest, link).items() if name != "submission_key"}
    guest.post(link, page=link, answer="accept")
    late = guest.client.post(link, data=fields | ANSWERS[second])
    assert late.status_code == 409
    assert "Tarjous hyväksyttiin" in shown(late)
    assert now_of(quotes, quote).state is QuoteState.ACCEPTED
    assert len(told("commerce/mail/quote_accepted")) == 1


def _tokens(guest: Visitor, page: str) -> dict[str, str]:
    return hidden_fields(guest.client.get(page).text, page)


def test_a_no_needs_its_reason(guest: Visitor, quotes: Quotes) -> None:
    quote = quotes.sent()
    link = quotes.link(quote)
    refused(guest.post(link, page=link, answer="decline", reason="  "), "Kirjoita tähän jotakin")
    refused(guest.post(link, page=link, answer="decline", reason="a" * 301), "Lyhennä")
    refused(guest.post(link, page=link, answer="change", wish=""), "Kirjoita tähän jotakin")
    refused(guest.post(link, page=link, answer="maybe"), "Valitse vastaus")
    assert now_of(quotes, quote).state is QuoteState.SENT


def test_no_words_are_kept_of_a_crisis(guest: Visitor, quotes: Quotes) -> None:
    request = quotes.request(Form.CRISIS, RequestState.QUOTED)
    quote = quotes.sent(Form.CRISIS, request_id=request.id)
    link = quotes.link(quote)
    assert 'name="reason"' not in guest.client.get(link).text
    went_on(guest.post(link, page=link, answer="decline", reason="Siitä mitä tapahtui"))
    quote = now_of(quotes, quote)
    assert (quote.state, quote.reason) == (QuoteState.DECLINED, "")
    assert quotes.world.session.get_one(QuoteRequest, request.id).closing_reason == "not_needed"


def test_a_change_leaves_the_quote_open(guest: Visitor, as_: As, quotes: Quotes, told: Told) -> None:
    quote = quotes.sent()
    link = quotes.link(quote)
    went_on(guest.post(link, page=link, answer="change", wish="Kuusi kertaa <b>viiden</b> sijaan"))
    assert now_of(quotes, quote).state is QuoteState.SENT
    quotes.fresh()
    assert told("commerce/mail/quote_change_asked") == ["outi.salmenranta@demo.example"]
    page = as_(quotes.story.outi).get(f"/quotes/{quote.id}").text
    assert "Kuusi kertaa &lt;b&gt;viiden&lt;/b&gt; sijaan" in page
    went_on(guest.post(link, page=link, answer="accept"))
    assert now_of(quotes, quote).state is QuoteState.ACCEPTED


def test_the_link_of_an_old_version_says_so_and_nothing_else(guest: Visitor, quotes: Quotes) -> None:
    old = quotes.sent(introduction="Vanha johdanto")
    link = quotes.link(old)
    fields = _tokens(guest, link)
    new = old.renewed(others=[], by=quotes.story.outi, valid_until=old.valid_until, now=NOW)
    quotes.world.session.add(new)
    quotes.world.session.flush()
    new.send(a_text(new), to=quotes.story.antti, others=[old], now=NOW)
    quotes.fresh()
    for answer in (guest.client.get(link), guest.client.post(link, data=fields | ANSWERS["accept"])):
        page = main(answer)
        assert "Uudempi versio on korvannut tämän tarjouksen" in page
        assert "Vanha johdanto" not in page
        assert "€" not in page
    assert guest.client.get(f"{link}/quote-copy").status_code == 404
    assert now_of(quotes, old).state is QuoteState.SUPERSEDED


def test_after_the_last_day(guest: Visitor, quotes: Quotes, monkeypatch: pytest.MonkeyPatch) -> None:
    quote = quotes.sent(valid_until=to_local(NOW).date())
    link = quotes.link(quote)
    fields = _tokens(guest, link)
    midnight = quotes.world.local(to_local(NOW).date() + timedelta(days=1), 0)
    clock.stop(monkeypatch, midnight - timedelta(seconds=1))
    assert "Hyväksy tarjous" in shown(guest.client.get(link))
    clock.stop(monkeypatch, midnight)
    late = guest.client.post(link, data=fields | ANSWERS["accept"])
    assert late.status_code == 409
    assert "Tarjouksen sai hyväksyä viimeistään" in shown(late)
    assert now_of(quotes, quote).state is QuoteState.SENT  # the worker has not come by yet


def test_an_unknown_link_and_another_purpose(guest: Visitor, quotes: Quotes) -> None:
    assert guest.client.get("/quote-answers/" + "A" * 43).status_code == 404
    assert guest.client.get("/quote-answers/" + "A" * 43 + "/quote-copy").status_code == 404
    quote = quotes.sent()
    token = quotes.link(quote).rpartition("/")[2]
    assert guest.client.get(f"/offers/{token}").status_code == 404


def test_a_closed_account_does_not_answer(guest: Visitor, quotes: Quotes) -> None:
    quote = quotes.sent()
    link = quotes.link(quote)
    quotes.story.antti.deactivated_at = NOW
    quotes.fresh()
    assert guest.client.get(link).status_code == 404


@pytest.mark.parametrize(("said", "words"), [(None, "Työnantajasi hyväksyntä tarvitaan ensin"), (False, "Työnantajasi ei hyväksynyt")])
def test_accepting_waits_for_the_employer(guest: Visitor, quotes: Quotes, said: bool | None, words: str) -> None:  # noqa: FBT001
    request = quotes.request(approver_email="esihenkilo@kuusikko.example")
    quote = quotes.sent(request_id=request.id)
    approval = EmployerApproval(quote_id=quote.id, approver=quotes.story.marja_liisa, asked_at=NOW)
    if said is not None:
        approval.answer(yes=said, now=NOW)
    quotes.world.session.add(approval)
    link = quotes.link(quote)
    assert words in shown(guest.client.get(link))
    refused(guest.post(link, page=link, answer="accept"), words)
    again = EmployerApproval(quote_id=quote.id, approver=quotes.story.marja_liisa, asked_at=NOW)
    again.answer(yes=True, now=NOW)
    quotes.world.session.add(again)
    quotes.fresh()
    went_on(guest.post(link, page=link, answer="accept"))
    assert now_of(quotes, quote).state is QuoteState.ACCEPTED


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_who_is_signed_in_answers_on_the_page(both: As, quotes: Quotes, answer: str) -> None:
    quote = quotes.sent()
    link = quotes.link(quote)
    antti = both(quotes.story.antti)
    url = f"/quotes/{quote.id}"
    went_on(antti.post(f"{url}/quote-answers", page=url, **ANSWERS[answer]))
    quote = now_of(quotes, quote)
    assert (quote.decided_by_link, quote.state) == (False, {"accept": "accepted", "decline": "declined"}[answer])
    assert "Hyväksy tarjous" not in shown(antti.client.get(url))
    assert "Hyväksy tarjous" not in shown(antti.client.get(link))
    refused(antti.client.post(f"{url}/quote-answers", data=_form(antti, url) | ANSWERS["accept"], headers={}), "Tarjous on jo")


def _form(visitor: Visitor, page: str) -> dict[str, str]:
    fields = hidden_fields(visitor.client.get(page).text, page)
    return {name: value for name, value in fields.items() if name != "submission_key"}


def test_nobody_answers_for_another(both: As, quotes: Quotes) -> None:
    quote = quotes.sent()
    quotes.fresh()
    url = f"/quotes/{quote.id}"
    for person in (quotes.story.aino, quotes.story.outi, quotes.story.marja_liisa, quotes.story.jaana):
        visitor = both(person)
        assert visitor.client.post(f"{url}/quote-answers", data=_form(visitor, "/quotes") | ANSWERS["accept"]).status_code == 404
    assert now_of(quotes, quote).state is QuoteState.SENT
