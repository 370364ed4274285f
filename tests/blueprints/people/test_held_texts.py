"""What was typed when a sign-in had ended is kept for its writer alone."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.confidential import HeldText
from tests.blueprints.people.conftest import PASSWORD, House
from tests.visitor import HTMX, Visitor, hidden_fields
from tests.world import NOW
from vault import guard

LATER = NOW + timedelta(minutes=31)
TEXT = "Palautteen lukijaksi ehdotan koko ryhmää."


def lapse(house: House, *, htmx: bool = False, text: str = TEXT) -> tuple[Visitor, str]:
    """Noora opens a form, is idle for half an hour, and sends it; gives her browser and where it was sent on."""
    visitor = house.visitor(house.story.noora)
    fields = hidden_fields(visitor.get("/feedback/new").text, "/feedback")
    house.at(LATER)
    answer = visitor.client.post("/settings", data=fields | {"text": text, "language": "fi"}, headers=HTMX if htmx else {})
    return visitor, answer.headers.get("HX-Redirect" if htmx else "Location", "")


def count(house: House) -> int:
    with guard.inside():
        found = house.session.scalar(select(func.count()).select_from(HeldText).where(HeldText.done_at.is_(None)))
    house.session.commit()
    return found or 0


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_typed_text_survives_the_end_of_a_sign_in(house: House, *, htmx: bool) -> None:
    visitor, sent_on = lapse(house, htmx=htmx)
    assert "held=1" in sent_on
    page = visitor.client.get(sent_on).text
    assert "Tekstisi on tallessa" in page
    assert TEXT not in page
    answer = visitor.client.post(
        "/sessions", data=hidden_fields(page, "/sessions") | {"email": house.story.noora.email, "password": PASSWORD}
    )
    assert answer.status_code == 303
    settings = visitor.client.get("/settings").text
    assert 'href="/held-texts"' in settings
    held = visitor.client.get("/held-texts").text
    assert TEXT in held
    assert "held_text.read" in house.acts()
    action = held.split('action="/held-texts/')[1].split('"')[0]
    visitor.post(f"/held-texts/{action}", page="/held-texts")
    assert TEXT not in visitor.client.get("/held-texts").text
    assert 'href="/held-texts"' not in visitor.client.get("/settings").text
    assert count(house) == 0


def test_nobody_else_opens_or_drops_it(house: House) -> None:
    lapse(house)
    others = (house.story.ville, house.story.aino, house.story.jaana, house.story.riikka)
    with guard.inside():
        held_id = house.session.scalars(select(HeldText.id)).one()
    house.session.commit()
    for person in others:
        visitor = house.visitor(person)
        visitor.client.set_cookie("peili", fresh(house, visitor, person.email))
        assert TEXT not in visitor.client.get("/held-texts").text
        assert visitor.post(f"/held-texts/{held_id}/deletion", page="/settings").status_code == 404
    assert count(house) == 1


def fresh(house: House, visitor: Visitor, email: str) -> str:
    """A sign-in of the present moment."""
    newcomer = house.visitor()
    house.try_to(newcomer, email, PASSWORD)
    cookie = newcomer.client.get_cookie("peili")
    assert cookie is not None
    return cookie.value


@pytest.mark.parametrize("text", ["", "ab"])
def test_ticks_and_nothing_are_not_kept(house: House, text: str) -> None:
    _, sent_on = lapse(house, text=text)
    assert "held=1" not in sent_on
    assert count(house) == 0


def test_a_password_is_never_kept(house: House) -> None:
    visitor = house.visitor(house.story.noora)
    fields = hidden_fields(visitor.get("/password/edit").text, "/password")
    house.at(LATER)
    visitor.client.post("/password", data=fields | {"current_password": PASSWORD, "password": PASSWORD})
    assert count(house) == 0


def test_somebody_who_signed_out_gets_nothing_kept(house: House) -> None:
    visitor = house.visitor(house.story.noora)
    fields = hidden_fields(visitor.get("/feedback/new").text, "/feedback")
    token = visitor.client.get_cookie("peili")
    visitor.post("/sessions/others/deletion", page="/sessions")
    page = visitor.get("/sessions").text
    own = page.split('action="/sessions/')[1].split('"')[0]
    visitor.post(f"/sessions/{own}", page="/sessions")
    assert token is not None
    visitor.client.set_cookie("peili", token.value)
    answer = visitor.client.post("/settings", data=fields | {"text": TEXT})
    assert answer.status_code == 303
    assert count(house) == 0


def test_a_text_too_long_to_hold_is_no_fault(house: House) -> None:
    _, sent_on = lapse(house, text="x" * 300_000)
    assert "held=1" not in sent_on
