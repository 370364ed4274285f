"""Signing in and out, and the list of one's sign-ins."""

import re
from datetime import timedelta
from unittest.mock import Mock

import pytest
from sqlalchemy import select

from models.base.tokens import token_hash
from models.people import SignIn
from tests.blueprints.people.conftest import PASSWORD, House, went_on
from tests.visitor import Visitor, hidden_fields
from tests.world import NOW
from web import passwords

TOKEN = re.compile(r'name="(form_token|submission_key)" value="[^"]*"')
WRONG = "something else altogether"


def cookie(visitor: Visitor) -> str:
    found = visitor.client.get_cookie("peili")
    assert found is not None
    return found.value


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/settings").status_code == 200


def test_signing_in_gives_a_new_token_of_which_only_the_hash_is_kept(house: House) -> None:
    visitor = house.visitor()
    visitor.get("/sessions/new")
    before = cookie(visitor)
    assert went_on(house.try_to(visitor, "NOORA.Heikura@demo.example", PASSWORD)) == "/"
    assert cookie(visitor) != before
    hashes = list(house.session.scalars(select(SignIn.token_hash).where(SignIn.person_id == house.story.noora.id)))
    assert hashes == [token_hash(cookie(visitor))]
    assert is_in(visitor)


def test_a_token_that_was_there_before_never_becomes_a_sign_in(house: House) -> None:
    visitor = house.visitor()
    visitor.client.set_cookie("peili", "planted")
    house.try_to(visitor, house.story.noora.email, PASSWORD)
    stranger = house.visitor()
    stranger.client.set_cookie("peili", "planted")
    assert not is_in(stranger)


def test_signing_in_again_ends_the_sign_in_that_the_browser_had(house: House) -> None:
    visitor, _ = house.sign_in(house.story.noora)
    old = cookie(visitor)
    visitor.post("/sessions", page="/settings", email=house.story.ville.email, password=PASSWORD)
    assert "Ville Anttonen" in visitor.get("/settings").text
    visitor.client.set_cookie("peili", old)
    assert not is_in(visitor)


@pytest.mark.parametrize(("idle", "still"), [(timedelta(minutes=29, seconds=59), True), (timedelta(minutes=30), False)])
def test_idleness_ends_it(house: House, idle: timedelta, *, still: bool) -> None:
    visitor = house.visitor(house.story.noora)
    house.at(NOW + idle)
    assert is_in(visitor) is still


def test_use_keeps_it_alive_but_not_beyond_ten_hours(house: House) -> None:
    visitor = house.visitor(house.story.noora)
    for minutes in range(20, 600, 20):
        house.at(NOW + timedelta(minutes=minutes))
        assert is_in(visitor), minutes
    house.at(NOW + timedelta(hours=10) - timedelta(seconds=1))
    assert is_in(visitor)
    house.at(NOW + timedelta(hours=10))
    assert not is_in(visitor)


@pytest.mark.parametrize("email", ["noora.heikura@demo.example", "nobody@demo.example", "not an address", "å" * 300])
def test_whoever_it_is_the_refusal_and_the_work_are_the_same(house: House, email: str, monkeypatch: pytest.MonkeyPatch) -> None:
    matches = Mock(side_effect=passwords.matches)
    monkeypatch.setattr(passwords, "matches", matches)
    answer = house.try_to(house.visitor(), email, WRONG)
    assert answer.status_code == 422
    assert matches.call_count == 1
    assert "eivät kuulu yhteen" in answer.text
    assert email not in answer.text.replace(f'value="{email}"', "")


def test_the_two_refusals_differ_in_nothing_but_the_address_typed(house: House) -> None:
    pages = []
    for email in ("noora.heikura@demo.example", "nobody.whosoever@demo.example"):
        answer = house.try_to(house.visitor(), email, WRONG)
        pages.append((answer.status_code, TOKEN.sub("", answer.text.replace(email, ""))))
    assert pages[0] == pages[1]


def test_a_deactivated_account_is_told_the_same_as_a_wrong_password(house: House) -> None:
    house.story.noora.deactivate(administrators=1, now=NOW)
    house.session.commit()
    _, answer = house.sign_in(house.story.noora)
    assert answer.status_code == 422
    assert "eivät kuulu yhteen" in answer.text


@pytest.mark.parametrize(
    ("destination", "leads"),
    [
        ("/settings", "/settings"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/a\r\nb", "/"),
        ("/ä€", "/%C3%A4%E2%82%AC"),
    ],
)
def test_next_leads_inside_only(house: House, destination: str, leads: str) -> None:
    visitor = house.visitor()
    page = visitor.client.get("/sessions/new", query_string={"next": destination}).text
    fields = hidden_fields(page, "/sessions") | {"email": house.story.noora.email, "password": PASSWORD}
    answer = visitor.client.post("/sessions", query_string={"next": destination}, data=fields)
    assert answer.headers["Location"] == leads


def test_signing_out_ends_the_sign_in_and_the_token(house: House) -> None:
    visitor, _ = house.sign_in(house.story.noora)
    token = cookie(visitor)
    row = house.session.scalars(select(SignIn).where(SignIn.token_hash == token_hash(token))).one()
    house.session.commit()
    assert went_on(visitor.post(f"/sessions/{row.id}/deletion", page="/sessions")) == "/sessions/new"
    assert cookie(visitor) != token
    visitor.client.set_cookie("peili", token)
    assert not is_in(visitor)


def test_one_ends_own_other_sign_ins_and_nobody_else_s(house: House) -> None:
    here, there, villes = (house.visitor(p) for p in (house.story.noora, house.story.noora, house.story.ville))
    theirs = house.session.scalars(select(SignIn.id).where(SignIn.person_id == house.story.ville.id)).one()
    house.session.commit()
    assert here.post(f"/sessions/{theirs}/deletion", page="/sessions").status_code == 404
    assert went_on(here.post("/sessions/others/deletion", page="/sessions")) == "/sessions"
    assert [is_in(v) for v in (here, there, villes)] == [True, False, True]


def test_the_list_names_devices_and_marks_this_one(house: House) -> None:
    here = house.visitor(house.story.noora)
    house.visitor(house.story.noora)
    page = here.get("/sessions").text
    assert page.count("Tämä laite") == 1
    assert page.count('id="sign-in-') == 2


def test_both_passwords_and_addresses_are_asked_for(house: House) -> None:
    answer = house.try_to(house.visitor(), "", "")
    assert answer.status_code == 422
    assert answer.text.count("Kirjoita sähköpostiosoitteesi.") == 2  # in the summary and at the field
    assert 'href="#email"' in answer.text
