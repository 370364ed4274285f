"""The account manager's desk: the list, one request, and what is done to it."""

import html
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from models.commerce.request import QuoteRequest, RequestState, Routing
from models.process import Organisation
from tests.blueprints.commerce.requests.asking import CONTACT, asked, led_to, reported
from tests.blueprints.commerce.requests.conftest import Office
from tests.market import requests
from tests.visitor import Visitor
from tests.world import NOW
from web import extensions

S = RequestState


def told(office: Office, *, number: int = 1, state: RequestState = S.NEW, mine: bool = True) -> QuoteRequest:
    """So many requests in a state; the last one."""
    office.world.session.rollback()
    made = [requests.ask(office.world, office.outi if mine else None) for _ in range(number)]
    for each in made:
        each.state = state
    office.world.session.commit()
    return made[-1]


def send(visitor: Visitor, made: QuoteRequest, act: str, **fields: str) -> str:
    page = f"/quote-requests/{made.id}"
    bare = act.split("/", maxsplit=1)[0] in {"triages", "spam-marks"}
    return led_to(visitor.post(f"{page}/{act}", page=page if bare else f"{page}/{act}/new", **fields))


def state_of(office: Office, made: QuoteRequest) -> RequestState:
    return office.session.scalars(select(QuoteRequest.state).where(QuoteRequest.id == made.id)).one()


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_request_is_taken_on_handed_over_and_closed(office: Office, *, htmx: bool) -> None:
    made, outi = told(office), office.visitor(office.story.outi, htmx=htmx)
    assert send(outi, made, "triages") == f"/quote-requests/{made.id}"
    assert state_of(office, made) is S.TRIAGED
    send(outi, made, "handovers", account_manager=str(office.essi.id))
    now = office.requests()[0]
    assert (now.account_manager_id, now.routing) == (office.essi.id, Routing.HAND)
    ((to, text),) = office.mails()
    assert to == office.essi.person.email
    assert "Lokkiranta" not in text
    send(outi, made, "closings", reason="Päätyi toiseen.")
    assert (state_of(office, made), office.requests()[0].closing_reason) == (S.DECLINED, "Päätyi toiseen.")


def test_after_a_quote_closing_means_lost(office: Office) -> None:
    made = told(office, state=S.QUOTED)
    send(office.visitor(office.story.outi), made, "closings", reason="Liian kallis.")
    assert state_of(office, made) is S.LOST


def test_spam_is_marked_and_unmarked(office: Office) -> None:
    made, outi = told(office, mine=False), office.visitor(office.story.outi)
    send(outi, made, "spam-marks")
    assert state_of(office, made) is S.SPAM
    send(outi, made, "spam-marks/deletion")
    now = office.requests()[0]
    assert (now.state, now.routing, len(office.mails())) == (S.NEW, Routing.FALLBACK, 1)


@pytest.mark.parametrize("act", ["triages", "spam-marks", "spam-marks/deletion"])
def test_what_came_too_late_is_said(office: Office, act: str) -> None:
    made, outi = told(office, state=S.WON), office.visitor(office.story.outi)
    page = send(outi, made, act)
    assert "Pyyntö on edennyt sillä välin." in html.unescape(outi.get(page).text)
    assert state_of(office, made) is S.WON


def test_closing_or_handing_over_too_late_is_refused(office: Office) -> None:
    made, outi = told(office, state=S.WON), office.visitor(office.story.outi)
    page = f"/quote-requests/{made.id}"
    for act, fields in (("closings", {"reason": "x"}), ("handovers", {"account_manager": str(office.essi.id)})):
        answer = outi.post(f"{page}/{act}", page=f"{page}/{act}/new", **fields)
        assert answer.status_code == 422
        assert "Pyyntö on edennyt sillä välin." in html.unescape(answer.text)


def test_closing_without_a_reason_is_refused(office: Office) -> None:
    made, outi = told(office, state=S.TRIAGED), office.visitor(office.story.outi)
    page = f"/quote-requests/{made.id}/closings"
    for reason in ("", " ", "a" * 301):
        assert outi.post(page, page=f"{page}/new", reason=reason).status_code == 422
    assert state_of(office, made) is S.TRIAGED


def test_the_list_shows_what_the_address_says(office: Office) -> None:
    mine, theirs = told(office), asked(office)
    office.at(NOW + timedelta(minutes=5))
    outi = office.visitor(office.story.outi)
    essis = office.requests()[-1]
    assert theirs
    for query, shown in (
        ({}, {mine.number}),
        ({"whose": "all"}, {mine.number, essis.number}),
        ({"whose": "all", "state": "spam"}, set()),
        ({"whose": "all", "q": "lokki"}, {mine.number, essis.number}),
        ({"whose": "all", "q": essis.number}, {essis.number}),
        ({"whose": "all", "q": "ketola sari"}, {mine.number, essis.number}),
        ({"whose": "all", "q": "kukaan"}, set()),
        ({"whose": "x", "state": "y"}, {mine.number}),
    ):
        for htmx in (False, True):
            outi.htmx = htmx
            page = outi.get("/quote-requests", **query).text
            assert {number for number in (mine.number, essis.number) if f">{number}<" in page} == shown, query


def test_a_new_request_waits_on_the_day_of_its_account_manager(office: Office) -> None:
    made = told(office)
    assert made.number in office.visitor(office.story.outi).get("/").text
    assert made.number not in office.visitor(office.essi.person).get("/").text
    alone = told(office, mine=False)
    assert alone.number in office.visitor(office.essi.person).get("/").text


def test_details_are_corrected(office: Office) -> None:
    made, outi = told(office), office.visitor(office.story.outi)
    url = f"/quote-requests/{made.id}"
    fields = CONTACT | {
        "supervision": "community",
        "people": "12",
        "sector": "other",
        "sector_other": "Metsäala",
        "starts_from": "1.2.2027",
    }
    led_to(outi.post(url, page=f"{url}/edit", contact_name="Sari Kaarina", **{k: v for k, v in fields.items() if k != "contact_name"}))
    now = office.requests()[0]
    assert (now.form, now.people, now.sector_other, now.contact_name) == ("community", 12, "Metsäala", "Sari Kaarina")
    assert (now.einvoice_operator, now.purchase_order) == ("003721291126", "KH-27")
    assert "1.2.2027" in outi.get(f"{url}/edit").text
    assert "kaarina" in now.search_key


def test_two_who_correct_at_once_see_both(office: Office) -> None:
    made, outi = told(office), office.visitor(office.story.outi)
    url = f"/quote-requests/{made.id}"
    base = {"supervision": "group", "sector": "1", "contact_email": "sari@lokkiranta.example", "payer_kind": "self"}
    led_to(outi.post(url, page=f"{url}/edit", contact_name="Ensimmäinen", **base))
    answer = outi.post(url, page=f"{url}/edit", contact_name="Toinen", version=str(made.version), **base)
    assert answer.status_code == 409
    assert "Ensimmäinen" in answer.text
    assert "Toinen" in answer.text
    assert office.requests()[0].contact_name == "Ensimmäinen"


def test_a_request_is_linked_to_a_client_found_by_its_business_id(office: Office) -> None:
    made, outi = told(office), office.visitor(office.story.outi)
    office.story.lokkiranta.describe("Hoivapalvelut Lokki", sector="", business_id="0000001-9")
    office.world.session.commit()
    page = f"/quote-requests/{made.id}/client-links/new"
    assert "Hoivapalvelut Lokki 0000001-9" in outi.get(page).text
    send(outi, made, "client-links", client=str(office.story.lokkiranta.id))
    assert office.requests()[0].organisation_id == office.story.lokkiranta.id


def test_or_a_new_client_is_made_of_what_it_says(office: Office) -> None:
    made, outi = told(office), office.visitor(office.story.outi)
    send(outi, made, "client-links", client="new")
    client = office.session.get_one(Organisation, office.requests()[0].organisation_id)
    assert (client.name, client.business_id) == ("Lokkirannan kotihoito", "0000001-9")


@pytest.mark.parametrize("url", ["/quote-requests?whose=all", "/urgent-cases", "/"])
def test_the_number_of_statements_does_not_grow(office: Office, url: str) -> None:
    with office.app.app_context():
        engine = extensions.db.engine
    counts = []
    told(office)
    led_to(reported(office))
    for more in (0, 8):
        if more:
            told(office, number=more)
            told(office, number=more, mine=False)
            for _ in range(more):
                led_to(reported(office))
        outi = office.visitor(office.story.outi)
        outi.get(url)
        seen: list[str] = []

        def listener(_connection: object, _cursor: object, statement: str, *_rest: object, seen: list[str] = seen) -> None:
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", listener)
        assert outi.get(url).status_code == 200
        event.remove(engine, "before_cursor_execute", listener)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 38


def test_steps_ask_few_questions(office: Office) -> None:
    from tests.blueprints.commerce.requests.asking import DRAFTS, written

    visitor = office.visitor()
    token = written(visitor)
    with office.app.app_context():
        engine = extensions.db.engine
    for step in ("whom", "hopes", "times", "contact", "check"):
        seen: list[str] = []

        def listener(_connection: object, _cursor: object, statement: str, *_rest: object, seen: list[str] = seen) -> None:
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", listener)
        assert visitor.get(f"{DRAFTS}/{token}/{step}").status_code == 200
        event.remove(engine, "before_cursor_execute", listener)
        assert len(seen) <= 10, step
