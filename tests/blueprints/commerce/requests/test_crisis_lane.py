"""The crisis lane, from the report to its end, and who sees the background on the way."""

import html
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.base.forms import Form
from models.commerce.crisis import CrisisCase, CrisisState, SingleReason
from models.people import Person
from models.people.supervisor_parts import Cell, Experience, Sector
from models.process import SupervisorCalendar
from tests.blueprints.commerce.requests.asking import CRISIS, URGENT, asked, led_to, reported
from tests.blueprints.commerce.requests.conftest import Office
from tests.market import requests
from tests.presentations import written
from tests.visitor import Visitor
from tests.world import NOW
from web.commerce.request_words import BACKGROUNDS

LONGEST = 3000
DAY_LATER = NOW + timedelta(days=1)


def the_case(office: Office) -> CrisisCase:
    return office.session.scalars(select(CrisisCase)).one()


def press(visitor: Visitor, case: CrisisCase, act: str, **fields: str) -> str:
    page = f"/urgent-cases/{case.id}"
    form = f"{page}/new" if act == "closures" else f"{page}/{act}/new"
    return led_to(visitor.post(f"{page}/{act}", page=page if act == "closures" else form, **fields))


def pair(office: Office) -> tuple[Person, Person]:
    """Aino tells of crises in the directory, Mikael does not."""
    office.world.session.rollback()
    story = office.story
    shown = written(story.aino, now=NOW, experience=Experience((Cell(Sector.HEALTH, Form.CRISIS),)))
    office.world.session.add(shown)
    shown.publish(by=story.jaana, now=NOW)
    office.world.session.commit()
    return story.aino, story.mikael


def run_through(office: Office, *, htmx: bool = False) -> CrisisCase:
    """Every act of the lane, as the people do them."""
    story, manager = office.story, office.visitor(office.story.outi, htmx=htmx)
    led_to(reported(office, office.visitor(story.marja_liisa, htmx=htmx)))
    case = the_case(office)
    led_to(manager.post(f"/quote-requests/{case.request_id}/triages", page=f"/urgent-cases/{case.id}"))
    aino, mikael = pair(office)
    press(manager, case, "pairs", lead=str(aino.id), second=str(mikael.id), confirmed=f"experience-{mikael.id}")
    press(manager, case, "offers", day="24.11.", hour="9.00")
    office.world.session.rollback()
    series = office.world.engagement("Lokkirannan tiimi", Form.CRISIS)
    office.world.session.commit()
    press(manager, case, "runs", engagement=str(series.id))
    press(office.visitor(aino, htmx=htmx), case, "assessments", assessment="continue")
    press(manager, case, "closures")
    return the_case(office)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_case_goes_from_the_report_to_its_end(office: Office, *, htmx: bool) -> None:
    case = run_through(office, htmx=htmx)
    assert case.state is CrisisState.CLOSED
    assert case.first_meeting_at == NOW.replace(day=24, hour=7, minute=0)
    assert case.request.reporter_id == office.story.marja_liisa.id


def test_neither_the_word_nor_the_background_leaves_by_mail(office: Office) -> None:
    with office.app.test_request_context():
        backgrounds = {str(word).lower() for word in BACKGROUNDS.values()} | {word.value for word in BACKGROUNDS}  # type: ignore[attr-defined]
    run_through(office)
    mails = office.mails()
    assert len(mails) == 5  # the receipt, the account manager, the pair, the offered time
    for _to, text in mails:
        assert not [word for word in (*backgrounds, "kriisi", "kris", "crisis", "tapaturma") if word in text.lower()]


def test_the_mails_of_an_ordinary_request_say_nothing_of_it(office: Office) -> None:
    asked(office)
    waits, receipt = office.mails()
    assert receipt[0] == "sari.ketola@lokkiranta.example"
    assert waits[0] == office.essi.person.email
    for _to, text in (receipt, waits):
        assert not [word for word in ("Kiire", "Oulu", "Tiistai", "Lokkiranta", "0000001-9", "KH-27", "Ketola") if word in text]
    assert "2026-001" in receipt[1]


def test_the_first_step_shows_the_emergency_number_and_the_promise(office: Office) -> None:
    for url in ("/quote-requests/new", f"{URGENT}/new"):
        page = html.unescape(office.visitor().get(url).text)
        assert "112" in page
        assert "24 tunnin kuluessa" in page
    assert led_to(office.visitor().post("/quote-requests/drafts", page="/quote-requests/new", supervision="crisis")) == f"{URGENT}/new"


def test_the_short_form_has_no_field_for_words(office: Office) -> None:
    page = office.visitor().get(f"{URGENT}/new").text
    assert "<textarea" not in page


def test_words_sent_all_the_same_are_not_kept(office: Office) -> None:
    led_to(reported(office, message="Hän kuoli.", wishes="Heti.", place="Osasto", sector_other="Sairaala"))
    request = office.requests()[0]
    assert (request.message, request.wishes, request.place, request.sector_other) == ("", "", "", "")


@pytest.mark.parametrize("field", ["target", "background", "sector", "contact_name", "contact_phone", "contact_email"])
def test_what_is_missing_is_said(office: Office, field: str) -> None:
    answer = reported(office, None, **{field: ""})
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert office.requests() == []
    assert "Lokkirannan kotihoito" in answer.text


def test_another_sector_goes_to_the_fallback(office: Office) -> None:
    led_to(reported(office, sector="other"))
    assert office.requests()[0].account_manager_id == office.outi.id


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "24 tuntia aikaa"),
        (22.5, "1 tunti aikaa"),
        (23.5, "30 minuuttia aikaa"),
        (24.25, "15 minuuttia myöhässä"),
        (26, "2 tuntia myöhässä"),
    ],
)
def test_the_queue_says_in_words_how_much_time_is_left(office: Office, hours: float, words: str) -> None:
    led_to(reported(office))
    office.at(NOW + timedelta(hours=hours))
    manager = office.visitor(office.story.outi)
    for url in ("/urgent-cases", "/", f"/urgent-cases/{the_case(office).id}"):
        assert words in manager.get(url).text


def test_a_crisis_stands_on_top_of_every_account_managers_day(office: Office) -> None:
    led_to(reported(office))
    for person in (office.story.outi, office.essi.person):
        page = office.visitor(person).get("/").text
        assert page.index("Soita yhteyshenkilölle") < page.index('id="waiting"')
    assert "Soita yhteyshenkilölle" not in office.visitor(office.story.jaana).get("/").text


def test_the_supervisors_find_the_case_on_their_day_until_they_have_assessed_it(office: Office) -> None:
    story = office.story
    led_to(reported(office))
    case = requests.running(office.world, the_case(office), story.aino, story.mikael)
    office.world.session.commit()
    aino = office.visitor(story.aino)
    assert f"/urgent-cases/{case.id}" in aino.get("/").text
    press(aino, case, "assessments", assessment="nothing_more")
    assert f"/urgent-cases/{case.id}" not in aino.get("/").text
    assert f"/urgent-cases/{case.id}" not in office.visitor(story.noora).get("/").text


def test_what_was_spam_or_declined_leaves_the_queue(office: Office) -> None:
    for _ in range(2):
        led_to(reported(office))
    manager = office.visitor(office.story.outi)
    first, second = office.requests()
    led_to(manager.post(f"/quote-requests/{first.id}/spam-marks", page=f"/quote-requests/{first.id}"))
    led_to(manager.post(f"/quote-requests/{second.id}/triages", page=f"/quote-requests/{second.id}"))
    led_to(manager.post(f"/quote-requests/{second.id}/closings", page=f"/quote-requests/{second.id}/closings/new", reason="other_help"))
    assert second.number not in manager.get("/urgent-cases").text
    assert first.number not in manager.get("/urgent-cases").text


def triaged(office: Office) -> CrisisCase:
    led_to(reported(office))
    case = the_case(office)
    led_to(office.visitor(office.story.outi).post(f"/quote-requests/{case.request_id}/triages", page=f"/urgent-cases/{case.id}"))
    return case


def test_one_supervisor_needs_a_reason_and_a_second_thought(office: Office) -> None:
    case, (aino, _mikael) = triaged(office), pair(office)
    manager, url = office.visitor(office.story.outi), f"/urgent-cases/{case.id}/pairs"
    answer = manager.post(url, page=f"{url}/new", lead=str(aino.id), second="")
    assert "kerro, miksi yksi riittää" in html.unescape(answer.text)
    answer = manager.post(url, page=f"{url}/new", lead=str(aino.id), second="", single_reason="one_person")
    assert answer.status_code == 422
    assert "työpari on paras" in html.unescape(answer.text)
    assert office.mails()[2:] == []
    led_to(manager.post(url, page=f"{url}/new", lead=str(aino.id), second="", single_reason="one_person", confirmed="single"))
    assert the_case(office).single_reason is SingleReason.ONE_PERSON


def test_experience_is_told_and_its_lack_asked_about(office: Office) -> None:
    case, (aino, mikael) = triaged(office), pair(office)
    manager, url = office.visitor(office.story.outi), f"/urgent-cases/{case.id}/pairs"
    page = html.unescape(manager.get(f"{url}/new").text)
    assert "Aino Rautaharju (kokemusta kriiseistä)" in page
    assert page.index("Aino Rautaharju") < page.index("Mikael Sundell")
    answer = manager.post(url, page=f"{url}/new", lead=str(aino.id), second=str(mikael.id))
    assert "Mikael Sundell ei ole kertonut kokemuksesta" in html.unescape(answer.text)
    assert the_case(office).supervisors == []


def test_who_has_enough_already_is_asked_about(office: Office) -> None:
    case, (aino, mikael) = triaged(office), pair(office)
    office.world.session.add(SupervisorCalendar(person_id=aino.id, capacity=0))
    office.world.session.commit()
    manager, url = office.visitor(office.story.outi), f"/urgent-cases/{case.id}/pairs"
    heard = f"experience-{mikael.id}"
    answer = manager.post(url, page=f"{url}/new", lead=str(aino.id), second=str(mikael.id), confirmed=heard)
    assert "Aino Rautaharju on täynnä: 1 / 0 työnohjausta." in html.unescape(answer.text)
    assert the_case(office).supervisors == []
    led_to(manager.post(url, page=f"{url}/new", lead=str(aino.id), second=str(mikael.id), confirmed=f"{heard} full-{aino.id}"))


def test_who_has_no_qualification_in_force_cannot_be_chosen(office: Office) -> None:
    case = triaged(office)
    url = f"/urgent-cases/{case.id}/pairs"
    answer = office.visitor(office.story.outi).post(url, page=f"{url}/new", lead=str(office.story.noora.id), second="")
    assert answer.status_code == 422
    assert the_case(office).supervisors == []


@pytest.mark.parametrize(
    ("day", "hour"), [("23.11.2026", "9.00"), ("31.11.", "9.00"), ("24.11.", "25.00"), ("28.3.2027", "3.30"), ("", "")]
)
def test_a_time_that_cannot_be_is_refused(office: Office, day: str, hour: str) -> None:
    case, (aino, mikael) = triaged(office), pair(office)
    manager = office.visitor(office.story.outi)
    press(manager, case, "pairs", lead=str(aino.id), second=str(mikael.id), confirmed=f"experience-{mikael.id}")
    url = f"/urgent-cases/{case.id}/offers"
    assert manager.post(url, page=f"{url}/new", day=day, hour=hour).status_code == 422
    assert the_case(office).first_meeting_at is None


def test_a_time_at_which_the_pair_is_taken_is_asked_about(office: Office) -> None:
    case, (aino, mikael) = triaged(office), pair(office)
    manager = office.visitor(office.story.outi)
    press(manager, case, "pairs", lead=str(aino.id), second=str(mikael.id), confirmed=f"experience-{mikael.id}")
    url, time = f"/urgent-cases/{case.id}/offers", {"day": "21.12.2026", "hour": "11.00"}
    asked = manager.post(url, page=f"{url}/new", **time)
    assert asked.status_code == 422
    assert "Aino Rautaharju on samaan aikaan toisessa tapaamisessa." in asked.text
    assert the_case(office).first_meeting_at is None
    assert manager.post(url, page=f"{url}/new", confirmed="supervisor_taken", **time).status_code == 303


SEES = {"outi": True, "aino": True, "mikael": True, "marja_liisa": True}
NEVER = ("jaana", "esko", "riikka", "antti", "noora", "kim", "saana", "joonas")


@pytest.mark.parametrize("name", [*SEES, *NEVER])
def test_only_those_concerned_ever_see_the_background(office: Office, name: str) -> None:
    story = office.story
    led_to(reported(office, office.visitor(story.marja_liisa)))
    case = requests.running(office.world, the_case(office), story.aino, story.mikael)
    office.world.session.commit()
    visitor = office.visitor(getattr(story, name))
    answer = visitor.get(f"/urgent-cases/{case.id}")
    words = ("Työtapaturma", "olycksfall", "accident")
    assert any(word in answer.text for word in words) is SEES.get(name, False)
    assert answer.status_code == (200 if name in SEES else 404)
    for url in (
        "/",
        "/urgent-cases",
        "/quote-requests",
        f"/quote-requests/{case.request_id}",
        "/audit-events",
        "/engagements",
        f"/engagements/{case.engagement_id}",
        "/organisations",
        "/outbox",
    ):
        shown = visitor.get(url).text
        assert not [word for word in words if word in shown], url


def test_who_no_longer_supervises_no_longer_sees(office: Office) -> None:
    story = office.story
    case, (aino, mikael) = triaged(office), pair(office)
    manager = office.visitor(story.outi)
    press(manager, case, "pairs", lead=str(aino.id), second=str(mikael.id), confirmed=f"experience-{mikael.id}")
    assert office.visitor(mikael).get(f"/urgent-cases/{case.id}").status_code == 200
    press(manager, case, "pairs", lead=str(aino.id), second="", single_reason="nobody_free", confirmed="single")
    assert office.visitor(mikael).get(f"/urgent-cases/{case.id}").status_code == 404


def test_correcting_a_crisis_offers_no_field_for_words(office: Office) -> None:
    led_to(reported(office))
    request = office.requests()[0]
    url = f"/quote-requests/{request.id}"
    manager = office.visitor(office.story.outi)
    page = manager.get(f"{url}/edit").text
    for name in ("message", "wishes", "place", "sector_other"):
        assert f'name="{name}"' not in page
    fields = {name: CRISIS[name] for name in ("contact_email", "organisation_name", "sector", "meeting_language")}
    led_to(manager.post(url, page=f"{url}/edit", contact_name="Sari K.", payer_kind="organisation", message="Hän kuoli.", **fields))
    request = office.requests()[0]
    assert (request.contact_name, request.message, request.form) == ("Sari K.", "", Form.CRISIS)
