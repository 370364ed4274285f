"""Asking for a quote: step by step, back and forth, with and without htmx."""

import html
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.base.forms import Form
from models.commerce.request import QuoteRequest, RequestDraft, RequestState, Routing
from tests.blueprints.commerce.requests.asking import (
    CONTACT,
    DRAFTS,
    HOPES,
    NEW,
    TIMES,
    asked,
    begun,
    led_to,
    step,
    token_in,
    written,
)
from tests.blueprints.commerce.requests.conftest import Office
from tests.presentations import written as presented
from tests.world import NOW


def drafts(office: Office) -> int:
    return office.session.scalar(select(func.count()).select_from(RequestDraft)) or 0


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_visitor_asks_and_gets_a_receipt(office: Office, *, htmx: bool) -> None:
    visitor = office.visitor(htmx=htmx)
    token = begun(visitor)
    assert led_to(step(visitor, token, "hopes", **HOPES)) == f"{DRAFTS}/{token}/times"
    assert led_to(step(visitor, token, "times", **TIMES)) == f"{DRAFTS}/{token}/contact"
    assert led_to(step(visitor, token, "contact", **CONTACT)) == f"{DRAFTS}/{token}/check"
    check = visitor.get(f"{DRAFTS}/{token}/check").text
    for said in ("Kiire on tullut", "11.1.2027", "Oulu", "Svenska", "Tiistaiaamut", "Sari Ketola", "0000001-9", "003700000019", "KH-27"):
        assert said in check
    office.at(NOW + timedelta(minutes=3))
    receipt = led_to(step(visitor, token, "check"))
    assert receipt == f"/quote-requests/receipts/{token}"
    assert "2026-001" in office.visitor().get(receipt).text
    (request,) = office.requests()
    assert (request.state, request.routing, request.account_manager_id) == (RequestState.NEW, Routing.SECTOR, office.essi.id)
    assert (request.form, request.people, request.business_id, request.starts_from) == (
        Form.GROUP,
        5,
        "0000001-9",
        NOW.date().replace(year=2027, month=1, day=11),
    )
    assert [theme.position for theme in request.themes] == [1]
    assert drafts(office) == 0


def test_going_back_and_forth_loses_nothing(office: Office) -> None:
    visitor = office.visitor()
    token = begun(visitor)
    led_to(step(visitor, token, "hopes", **HOPES))
    assert led_to(step(visitor, token, "times", go="back", **TIMES | {"starts_from": "1.1.2020"})) == f"{DRAFTS}/{token}/hopes"
    assert "Kiire on tullut" in visitor.get(f"{DRAFTS}/{token}/hopes").text
    times = visitor.get(f"{DRAFTS}/{token}/times").text
    assert "Tiistaiaamut." in times
    assert "1.1.2020" not in times


def test_the_price_is_shown_and_explained(office: Office) -> None:
    visitor = office.visitor()
    page = html.unescape(visitor.get(f"{DRAFTS}/{begun(visitor)}/hopes").text)
    assert "1\u00a0050,00\u00a0€" in page
    assert "1\u00a0317,75\u00a0€" in page
    assert "5 × 90 min" in page
    assert "1\u00a0300,00\u00a0€" not in page


def test_a_small_group_is_told_and_not_stopped(office: Office) -> None:
    visitor = office.visitor()
    token = begun(visitor, people="2")
    assert "3–6" in visitor.get(f"{DRAFTS}/{token}/hopes").text
    assert "3–6" not in visitor.get(f"{DRAFTS}/{begun(visitor)}/hopes").text


@pytest.mark.parametrize("day", ["23.11.2026", "22.11.2026", "1.1.2020"])
def test_a_day_that_has_gone_is_refused_with_the_cure(office: Office, day: str) -> None:
    visitor = office.visitor()
    answer = step(visitor, begun(visitor), "times", **TIMES | {"starts_from": day})
    assert answer.status_code == 422
    assert "Valitse päivä, joka on aikaisintaan huomenna." in html.unescape(answer.text)
    assert "Tiistaiaamut." in answer.text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("business_id", "0000001-8", "0000001-9"),
        ("business_id", "0000006-1", "Mikään Y-tunnus ei ala näillä numeroilla."),
        ("business_id", "SE556036079302", "SE"),
        ("business_id", "jokin", "1234567-1"),
        ("einvoice_address", "0037", "0037"),
        ("einvoice_address", "003700000018", "0037"),
        ("einvoice_address", "", "Kirjoita myös verkkolaskuosoite"),
        ("einvoice_operator", "", "Kirjoita myös verkkolaskuosoitteen operaattori."),
        ("einvoice_operator", "pankki", "NDEAFIHH"),
        ("organisation_name", "", "Kirjoita maksavan organisaation nimi."),
        ("contact_email", "sari", "@"),
        ("contact_name", "https://osta.example", "verkko-osoitteita"),
        ("contact_name", "a" * 121, "121"),
        ("sector", "", "ala"),
    ],
)
def test_what_does_not_fit_is_said_with_the_cure_and_nothing_is_lost(office: Office, field: str, value: str, sentence: str) -> None:
    visitor = office.visitor()
    answer = step(visitor, begun(visitor), "contact", **CONTACT | {field: value})
    assert answer.status_code == 422
    text = html.unescape(answer.text)
    assert sentence in text[text.index('id="errors"') : text.index("</ul>")]
    assert "040 123 4567" in text


def test_a_request_with_a_gap_is_not_sent(office: Office) -> None:
    visitor = office.visitor()
    token = begun(visitor)
    led_to(step(visitor, token, "hopes", **HOPES))
    office.at(NOW + timedelta(minutes=3))
    answer = step(visitor, token, "check")
    assert answer.status_code == 422
    assert "Jotakin puuttuu vielä." in html.unescape(answer.text)
    assert office.requests() == []


def test_a_start_that_has_gone_by_while_the_draft_lay_is_asked_again(office: Office) -> None:
    visitor = office.visitor()
    token = written(visitor)
    led_to(step(visitor, token, "times", **TIMES | {"starts_from": "25.11.2026"}))
    office.at(NOW + timedelta(days=3))
    assert step(visitor, token, "check").status_code == 422
    assert office.requests() == []


def test_sending_twice_is_one_request(office: Office) -> None:
    visitor = office.visitor()
    token = asked(office, visitor)
    again = visitor.client.post(f"{DRAFTS}/{token}/check", data={"form_token": form_token(office, visitor)})
    assert led_to(again) == f"/quote-requests/receipts/{token}"
    assert led_to(visitor.get(f"{DRAFTS}/{token}/contact")) == f"/quote-requests/receipts/{token}"
    assert len(office.requests()) == 1


def form_token(office: Office, visitor: object) -> str:
    from tests.visitor import Visitor, hidden_fields

    assert isinstance(visitor, Visitor)
    return hidden_fields(visitor.get(NEW).text, DRAFTS)["form_token"]


def test_a_draft_expires_and_is_erased(office: Office) -> None:
    from web.commerce import reception

    visitor = office.visitor()
    token = begun(visitor)
    office.at(NOW + timedelta(days=13))
    led_to(step(visitor, token, "hopes", **HOPES))
    office.at(NOW + timedelta(days=13 + 14) - timedelta(seconds=1))
    assert visitor.get(f"{DRAFTS}/{token}/times").status_code == 200
    last = NOW + timedelta(days=13 + 14)
    office.at(last)
    assert visitor.get(f"{DRAFTS}/{token}/times").status_code == 404
    with office.app.app_context():
        reception.erase_expired(now=last - timedelta(seconds=1))
        assert drafts(office) == 1
        reception.erase_expired(now=last)
    assert drafts(office) == 0


def test_the_link_to_go_on_later_is_mailed(office: Office) -> None:
    visitor = office.visitor()
    token = begun(visitor)
    page = led_to(step(visitor, token, "hopes", go="later", **HOPES))
    assert page == f"{DRAFTS}/{token}/links/new"
    led_to(visitor.post(f"{DRAFTS}/{token}/links", page=page, email="sari@lokkiranta.example"))
    ((to, text),) = office.mails()
    assert to == "sari@lokkiranta.example"
    assert f"{DRAFTS}/{token}/whom" in text
    assert "Kiire" not in text
    assert "Kiire on tullut" in office.visitor().get(f"{DRAFTS}/{token}/hopes").text


def test_a_supervisor_is_wished_for_from_the_directory(office: Office) -> None:
    supervisor = presented(office.story.aino, now=NOW)
    office.world.session.add(supervisor)
    supervisor.publish(by=office.story.jaana, now=NOW)
    office.world.session.commit()
    visitor = office.visitor()
    shown = visitor.get(f"/supervisors/{supervisor.id}").text
    assert f"{NEW}?supervisor={supervisor.id}" in shown
    answer = visitor.post(DRAFTS, page=f"{NEW}?supervisor={supervisor.id}", supervision="individual")
    token = token_in(led_to(answer))
    assert f'selected value="{supervisor.id}"' in visitor.get(f"{DRAFTS}/{token}/times").text
    for name, fields in (("hopes", HOPES), ("times", TIMES | {"supervisor": str(supervisor.id)}), ("contact", CONTACT)):
        led_to(step(visitor, token, name, **fields))
    office.at(NOW + timedelta(minutes=3))
    led_to(step(visitor, token, "check"))
    assert [person.name for person in office.requests()[0].wished_supervisors] == ["Aino Rautaharju"]


@pytest.mark.parametrize("token", ["x", "%00", "a" * 300, "å"])
def test_an_unknown_token_finds_nothing(office: Office, token: str) -> None:
    visitor = office.visitor()
    for url in (f"{DRAFTS}/{token}/whom", f"{DRAFTS}/{token}/links/new", f"/quote-requests/receipts/{token}"):
        assert visitor.get(url).status_code == 404


def test_help_me_choose_leaves_the_form_open(office: Office) -> None:
    visitor = office.visitor()
    token = begun(visitor, supervision="unsure", people="")
    assert "550,00\u00a0€" in html.unescape(visitor.get(f"{DRAFTS}/{token}/hopes").text)
    for name, fields in (
        ("hopes", HOPES | {"themes": "unsure"}),
        ("times", TIMES),
        ("contact", CONTACT | {"sector": "other", "sector_other": "Metsäala"}),
    ):
        led_to(step(visitor, token, name, **fields))
    office.at(NOW + timedelta(minutes=3))
    led_to(step(visitor, token, "check"))
    (request,) = office.requests()
    assert (request.form, request.sector_id, request.sector_other, request.themes) == (None, None, "Metsäala", [])
    assert (request.routing, request.account_manager_id) == (Routing.FALLBACK, office.outi.id)


def test_who_is_signed_in_may_ask_too(office: Office) -> None:
    asked(office, office.visitor(office.story.marja_liisa))
    assert office.session.scalars(select(QuoteRequest.reporter_id)).one() == office.story.marja_liisa.id
