"""Account managers draft, choose and send; others read what is theirs."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.base.house import OutboxMessage
from models.base.local_time import to_local
from models.commerce.quote import EmployerApproval, Quote, QuoteLine, QuoteState
from models.commerce.request import QuoteRequest, RequestState
from models.people import LinkPurpose, Person, Role, SingleUseLink
from models.process import Form, PayerKind, SupervisorCalendar
from tests.blueprints.commerce.quotes.conftest import Counted
from tests.blueprints.process.conftest import As, Told, main, refused, went_on
from tests.market.quotes import Quotes
from tests.world import NOW, Story, World
from vault import mail
from web.extensions import db

TYPED = {
    "recipient_name": "Antti Väre",
    "recipient_email": "antti.vare@demo.example",
    "organisation": "0",
    "payer_kind": "organisation",
    "language": "fi",
    "people": "5",
    "valid_until": "23.12.2026",
    "introduction": "Kiitos pyynnöstä.",
}


def number(url: str) -> int:
    return int(re.findall(r"\d+", url)[0])


def digest(page: str) -> str:
    return str(re.findall(r'name="digest"[^>]* value="([0-9a-f]{64})"', page)[0])


def test_from_nothing_to_sent(both: As, world: World, story: Story, quotes: Quotes, told: Told) -> None:
    outi = both(story.outi)
    product = quotes.product(Form.GROUP)
    quotes.fresh()
    desk = went_on(outi.post("/quotes", page="/quotes/new", **TYPED))
    key = number(desk)
    lines = f"/quotes/{key}/quote-lines"
    assert went_on(outi.post(lines, page=f"{lines}/new", product=str(product.id), quantity="1")) == desk
    offers = f"/quotes/{key}/quote-supervisors"
    assert went_on(outi.post(offers, page=f"{offers}/new", supervisor=str(story.aino.id), kind="lead")) == desk
    sending = f"/quotes/{key}/quote-dispatches"
    page = html.unescape(outi.client.get(f"{sending}/new").text)
    assert "1\u00a0317,75\u00a0€" in page
    assert went_on(outi.post(sending, page=f"{sending}/new")) == f"/quotes/{key}"
    quotes.fresh()
    quote = world.session.get_one(Quote, key)
    assert (quote.state, quote.number, quote.recipient_id) == (QuoteState.SENT, "2026-001", story.antti.id)
    assert quote.document is not None
    assert quote.document.lead == "Kiitos pyynnöstä."
    assert told("commerce/mail/quote") == [story.antti.email]


def test_a_mail_says_nothing_of_contents(as_: As, world: World, story: Story, quotes: Quotes, app: Flask) -> None:
    quote = quotes.draft(introduction="Salainen johdanto")
    world.session.commit()
    send(as_, story, quote)
    with app.app_context():
        message = db.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "commerce/mail/quote")).one()
        text = mail.text_of(db.session(), message)
    assert quote.number in text
    assert "/quote-answers/" in text
    assert not any(word in text for word in ("€", "Salainen", "Ryhmä", "Aino", "Kuusikko"))


def send(as_: As, story: Story, quote: Quote) -> TestResponse:
    url = f"/quotes/{quote.id}/quote-dispatches"
    return as_(story.outi).post(url, page=f"{url}/new")


def test_from_a_request(both: As, world: World, story: Story, quotes: Quotes) -> None:
    request = quotes.request(language="sv", people=4)
    world.session.commit()
    page = f"/quotes/new?request={request.id}"
    shown = html.unescape(both(story.outi).client.get(page).text)
    assert "Antti Väre" in shown
    desk = went_on(both(story.outi).post("/quotes", page=page, **TYPED | {"language": "sv"}))
    quote = world.session.get_one(Quote, number(desk))
    assert quote.request_id == request.id
    assert [line.product_version.product.form for line in quote.lines] == [Form.GROUP]
    assert [(line.unit_price_cents, line.meetings, line.minutes) for line in quote.lines] == [(105000, 5, 90)]


@pytest.mark.parametrize(("state", "after"), [("new", "quoted"), ("triaged", "quoted"), ("quoted", "quoted"), ("declined", "declined")])
def test_sending_moves_the_request_on(as_: As, quotes: Quotes, state: str, after: str) -> None:
    request = quotes.request(state=RequestState(state))
    quote = quotes.draft(request_id=request.id)
    quotes.fresh()
    went_on(send(as_, quotes.story, quote))
    quotes.fresh()
    assert quotes.world.session.get_one(QuoteRequest, request.id).state == after


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("recipient_name", "", "Kirjoita tähän jotakin"),
        ("recipient_name", "a" * 121, "Lyhennä"),
        ("recipient_email", "ei osoite", "Kirjoita sähköpostiosoite muodossa"),
        ("payer_kind", "kukaan", ""),
        ("language", "de", ""),
        ("people", "0", "väliltä 1–500"),
        ("people", "9" * 400, ""),
        ("people", "viisi", ""),
        ("valid_until", "22.11.2026", "Valitse myöhempi päivä"),
        ("valid_until", "31.11.2026", ""),
        ("valid_until", "", ""),
        ("introduction", "a" * 4001, "Lyhennä"),
        ("introduction", "\u202ea", ""),
        ("organisation", "999999", ""),
        ("organisation", "x", ""),
    ],
)
def test_what_a_form_does_not_take(both: As, quotes: Quotes, field: str, typed: str, sentence: str) -> None:
    answer = both(quotes.story.outi).post("/quotes", page="/quotes/new", **TYPED | {field: typed})
    refused(answer, *filter(None, (sentence, 'id="errors"')))
    assert quotes.world.session.scalars(select(Quote.id)).all() == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("product", "x"),
        ("product", ""),
        ("product", "99999"),
        ("quantity", "0"),
        ("quantity", "-1"),
        ("price", "paljon"),
        ("price", "9" * 30),
    ],
)
def test_a_line_that_cannot_be(both: As, quotes: Quotes, field: str, typed: str) -> None:
    quote = quotes.draft(lines=0)
    good = {"product": str(quotes.product(Form.GROUP).id), "quantity": "1", "price": "", "meetings": "", "minutes": ""}
    url = f"/quotes/{quote.id}/quote-lines"
    quotes.fresh()
    refused(both(quotes.story.outi).post(url, page=f"{url}/new", **good | {field: typed}), 'id="errors"')
    assert quotes.world.session.scalars(select(QuoteLine.id).where(QuoteLine.quote_id == quote.id)).all() == []


def test_a_line_has_its_own_numbers(both: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.draft(lines=1)
    world.session.commit()
    line = quote.lines[0]
    typed = {"product": str(line.product_version_id), "quantity": "2", "price": "1 000,50", "meetings": "7", "minutes": "60"}
    went_on(both(story.outi).post(f"/quote-lines/{line.id}", page=f"/quote-lines/{line.id}/edit", **typed))
    quotes.fresh()
    line = world.session.get_one(QuoteLine, line.id)
    assert (line.net_cents, line.meetings, line.minutes) == (200100, 7, 60)
    went_on(both(story.outi).post(f"/quote-lines/{line.id}/deletion", page=f"/quotes/{quote.id}/edit"))
    quotes.fresh()
    assert world.session.get_one(Quote, quote.id).lines == []


def test_two_write_the_same_draft(both: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.draft()
    world.session.commit()
    page, url = f"/quotes/{quote.id}/edit", f"/quotes/{quote.id}"
    version = str(quote.version)
    outi = both(story.outi)
    went_on(outi.post(url, page=page, **TYPED | {"people": "4"}))
    answer = outi.post(url, page=page, **TYPED | {"people": "6", "version": version})
    assert answer.status_code == 409
    assert "Nyt tallennettuna" in html.unescape(answer.text)
    quotes.fresh()
    assert world.session.get_one(Quote, quote.id).people == 4


def test_a_line_changed_meanwhile_is_seen_too(as_: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.draft()
    world.session.commit()
    line, version = quote.lines[0], str(quote.version)
    page, typed = f"/quote-lines/{line.id}/edit", {"product": str(line.product_version_id), "quantity": "2"}
    went_on(as_(story.outi).post(f"/quote-lines/{line.id}", page=page, **typed))
    assert as_(story.outi).post(f"/quote-lines/{line.id}", page=page, **typed | {"version": version}).status_code == 409
    assert as_(story.outi).post(f"/quotes/{quote.id}", page=f"/quotes/{quote.id}/edit", **TYPED | {"version": version}).status_code == 409


def test_what_was_read_is_what_is_sent(both: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.draft()
    world.session.commit()
    url, outi = f"/quotes/{quote.id}/quote-dispatches", both(story.outi)
    seen = digest(outi.client.get(f"{url}/new").text)
    quote.introduction = "Toinen johdanto"
    world.session.commit()
    answer = outi.post(url, page=f"{url}/new", digest=seen)
    assert answer.status_code == 409
    assert "Lue se vielä kerran" in html.unescape(answer.text)
    assert digest(answer.text) != seen
    went_on(outi.post(url, page=f"{url}/new", digest=digest(answer.text)))


@pytest.mark.parametrize("changes", [{"lines": 0}, {"supervisors": False}, {"people": 2}, {"people": 9}])
def test_what_is_not_ready_is_not_sent(both: As, world: World, story: Story, quotes: Quotes, changes: dict[str, Any]) -> None:
    quote = quotes.draft(**changes)
    world.session.commit()
    url = f"/quotes/{quote.id}/quote-dispatches"
    refused(both(story.outi).post(url, page=f"{url}/new", digest="0" * 64), 'id="errors"')
    quotes.fresh()
    assert world.session.get_one(Quote, quote.id).state is QuoteState.DRAFT
    assert world.session.scalars(select(SingleUseLink.id).where(SingleUseLink.purpose == LinkPurpose.QUOTE)).all() == []


def test_warnings_stand_beside_the_supervisors(as_: As, both: As, world: World, story: Story, quotes: Quotes) -> None:
    petri, marja = world.person("Petri Hakkala"), world.supervisor("Marja Satama")
    petri.grant(Role.SUPERVISOR, by=story.jaana, now=world.before)
    world.contact(marja, story.kuusikko)
    world.qualify(petri, until=to_local(NOW).date() - timedelta(days=1))
    quote = quotes.draft(supervisors=False)
    world.session.commit()
    url = f"/quotes/{quote.id}/quote-supervisors"
    page = html.unescape(as_(story.outi).get(f"{url}/new").text)
    assert "Ei voimassa olevaa, tarkistettua pätevyyttä." in page
    assert "1 työnohjaus käynnissä." in page
    assert "Marja Satama on tämän tilaajan yhteyshenkilö." in page
    chosen = {"supervisor": str(petri.id), "kind": "lead"}
    refused(both(story.outi).post(url, page=f"{url}/new", **chosen), "Valitse joku toinen tai kirjoita syy")
    went_on(both(story.outi).post(url, page=f"{url}/new", **chosen, override_reason="Jäsenyys uusitaan tällä viikolla."))
    tied = {"supervisor": str(marja.id), "kind": "pair"}
    refused(both(story.outi).post(url, page=f"{url}/new", **tied), "yhteyshenkilö")
    went_on(both(story.outi).post(url, page=f"{url}/new", **tied, confirmed="speaks_for"))
    quotes.fresh()
    offered = world.session.get_one(Quote, quote.id).supervisors
    assert [(one.person_id, one.override_reason) for one in offered] == [(petri.id, "Jäsenyys uusitaan tällä viikolla."), (marja.id, "")]


def test_who_has_enough_already_is_asked_about(both: As, world: World, story: Story, quotes: Quotes) -> None:
    world.session.add(SupervisorCalendar(person_id=story.mikael.id, capacity=1))
    quote = quotes.draft(supervisors=False)
    world.session.commit()
    url, full = f"/quotes/{quote.id}/quote-supervisors", "Mikael Sundell on täynnä: 1 / 1 työnohjausta."
    manager, chosen = both(story.outi), {"supervisor": str(story.mikael.id), "kind": "lead"}
    assert full in html.unescape(manager.get(f"{url}/new").text)
    refused(manager.post(url, page=f"{url}/new", **chosen), full)
    went_on(manager.post(url, page=f"{url}/new", **chosen, confirmed=f"full-{story.mikael.id}"))


def test_a_name_is_searched(as_: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.draft(supervisors=False)
    world.session.commit()
    page = main(as_(story.outi).get(f"/quotes/{quote.id}/quote-supervisors/new", q="sund"))
    assert "Mikael Sundell" in page
    assert "Aino Rautaharju" not in page
    assert "Ketään ei löytynyt" in main(as_(story.outi).get(f"/quotes/{quote.id}/quote-supervisors/new", q="zzz"))


def test_a_supervisor_is_taken_off(both: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.draft()
    world.session.commit()
    went_on(both(story.outi).post(f"/quote-supervisors/{quote.supervisors[0].id}/deletion", page=f"/quotes/{quote.id}/edit"))
    quotes.fresh()
    assert world.session.get_one(Quote, quote.id).supervisors == []


def test_what_was_sent_is_not_written(as_: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.sent()
    world.session.commit()
    outi, url, here = as_(story.outi), f"/quotes/{quote.id}", f"/quotes/{quote.id}"
    line, offered = quote.lines[0].id, quote.supervisors[0].id
    quotes.fresh()
    for path in (url, f"{url}/deletion", f"{url}/quote-lines", f"/quote-lines/{line}", f"/quote-lines/{line}/deletion"):
        assert went_on(outi.post(path, page=here, **TYPED)) == here
    for path in (f"{url}/quote-supervisors", f"/quote-supervisors/{offered}/deletion", f"{url}/quote-dispatches"):
        assert went_on(outi.post(path, page=here)) == here
    quotes.fresh()
    again = world.session.get_one(Quote, quote.id)
    assert (again.state, len(again.lines), len(again.supervisors), again.people) == (QuoteState.SENT, 1, 1, 5)


def test_a_draft_is_discarded(both: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.draft()
    world.session.commit()
    assert went_on(both(story.outi).post(f"/quotes/{quote.id}/deletion", page=f"/quotes/{quote.id}/edit")) == "/quotes"
    quotes.fresh()
    assert world.session.scalars(select(Quote.id)).all() == []


def test_a_new_version_and_its_double_click(both: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.sent()
    world.session.commit()
    url, page = f"/quotes/{quote.id}/quote-versions", f"/quotes/{quote.id}"
    first = went_on(both(story.outi).post(url, page=page))
    assert went_on(both(story.outi).post(url, page=page)) == first
    quotes.fresh()
    versions = world.session.scalars(select(Quote).order_by(Quote.id)).all()
    assert [(version.label, version.state.value) for version in versions] == [("2026-001", "sent"), ("2026-001/2", "draft")]


def test_drafts_are_nobody_elses(as_: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.draft()
    world.session.commit()
    for person in (story.antti, story.aino, story.jaana, story.riikka):
        assert as_(person).get(f"/quotes/{quote.id}").status_code == 404
        assert as_(person).get(f"/quotes/{quote.id}/quote-print").status_code == 404
    assert as_(story.esko).get(f"/quotes/{quote.id}").status_code == 200


def test_an_administrator_sees_that_quotes_exist(as_: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.sent(recipient_name="Antti Väre")
    world.session.commit()
    page = main(as_(story.jaana).get("/quotes"))
    assert quote.number in page
    assert "Kuusikko" not in page
    assert "Antti" not in page
    assert as_(story.jaana).get(f"/quotes/{quote.id}").status_code == 404


def test_the_list_is_narrowed_by_state(both: As, world: World, story: Story, quotes: Quotes) -> None:
    draft, sent = quotes.draft(), quotes.sent()
    world.session.commit()
    page = both(story.outi).get("/quotes", state="sent").text
    assert f"quote-{sent.id}" in page
    assert f"quote-{draft.id}" not in page
    assert f"quote-{draft.id}" in both(story.outi).get("/quotes", state="nonsense").text


@pytest.mark.parametrize("many", [1, 20])
def test_the_list_asks_as_often_however_long_it_is(as_: As, quotes: Quotes, many: int, counted: Counted) -> None:
    for _ in range(many):
        quotes.sent(payer_kind=PayerKind.SELF)
    quotes.fresh()
    outi = as_(quotes.story.outi)
    assert counted(lambda: outi.get("/quotes")) <= 6


def test_a_pdf_under_its_number(as_: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.sent(Form.CRISIS)
    world.session.commit()
    answer = as_(story.outi).get(f"/quotes/{quote.id}/quote-print")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{quote.number}.pdf"'
    assert answer.data.startswith(b"%PDF-")


def test_the_recipient_gets_an_account_of_their_own(as_: As, world: World, story: Story, quotes: Quotes) -> None:
    quote = quotes.draft(recipient_name="Uusi Asiakas", recipient_email="Uusi@asiakas.example", language="sv")
    world.session.commit()
    went_on(send(as_, story, quote))
    person = world.session.scalars(select(Person).where(Person.email_key == "uusi@asiakas.example")).one()
    assert (person.name, person.language, person.password_hash) == ("Uusi Asiakas", "sv", None)


def test_a_closed_account_gets_nothing(as_: As, world: World, story: Story, quotes: Quotes) -> None:
    story.antti.deactivated_at = NOW
    quote = quotes.draft()
    world.session.commit()
    assert refused(send(as_, story, quote), "tili on suljettu")
    quotes.fresh()
    kept = world.session.get_one(Quote, quote.id, populate_existing=True)
    assert (kept.state, kept.sent_at) == (QuoteState.DRAFT, None)


def test_the_employer_named_in_the_request_is_asked(as_: As, world: World, story: Story, quotes: Quotes, told: Told) -> None:
    request = quotes.request(approver_email="esihenkilo@kuusikko.example", organisation_name="Kuusikko Ohjelmistot Oy")
    quote = quotes.draft(request_id=request.id)
    quotes.fresh()
    went_on(send(as_, story, quote))
    quotes.fresh()
    assert told("commerce/mail/approval_asked") == ["esihenkilo@kuusikko.example"]
    asked = world.session.scalars(select(EmployerApproval)).one()
    assert (asked.quote_id, asked.is_open) == (quote.id, True)


def test_an_accepted_quote_leads_to_its_agreement(as_: As, story: Story, quotes: Quotes) -> None:
    quote = quotes.sent()
    quote.move(QuoteState.ACCEPTED, now=NOW)
    quotes.fresh()
    page = main(as_(story.outi).get(f"/quotes/{quote.id}"))
    assert f"/agreements/new?quote={quote.id}" in page
    assert as_(story.outi).get(f"/agreements/new?quote={quote.id}").status_code == 200
    assert "/agreements/new" not in main(as_(story.antti).get(f"/quotes/{quote.id}"))
