"""One's own settings, password and address."""

from collections.abc import Callable

import pytest

from models.people import Person, Theme
from tests.blueprints.people.conftest import ANOTHER, PASSWORD, House, went_on
from tests.visitor import Visitor

Visit = Callable[[Person], Visitor]
NEW = "noora.uusi@demo.example"


def test_settings_are_kept_and_answered_in_the_chosen_language(house: House, visit: Visit) -> None:
    noora = house.story.noora
    visitor = visit(noora)
    answer = visitor.post("/settings", page="/settings", language="sv", theme="dark")
    assert went_on(answer) == "/settings"
    house.again(noora)
    assert (noora.language, noora.theme, noora.shortcuts) == ("sv", Theme.DARK, False)
    page = visitor.client.get("/settings").text
    assert "Dina inställningar är sparade." in page
    assert 'data-theme="dark"' in page
    assert 'lang="sv"' in page
    assert "Dina inställningar är sparade." not in visitor.client.get("/settings").text


@pytest.mark.parametrize("fields", [{"language": "de", "theme": "dark"}, {"language": "fi", "theme": "pink"}, {}])
def test_a_setting_that_does_not_exist_changes_nothing(house: House, visit: Visit, fields: dict[str, str]) -> None:
    answer = visit(house.story.noora).post("/settings", page="/settings", **fields)
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    house.again(house.story.noora)
    assert house.story.noora.language == "fi"


def test_a_new_password_ends_the_other_sign_ins_and_renews_this_one(house: House, visit: Visit) -> None:
    here, there = visit(house.story.noora), house.visitor(house.story.noora)
    token = here.client.get_cookie("peili")
    answer = here.post("/password", page="/password/edit", current=PASSWORD, password=ANOTHER)
    assert went_on(answer) == "/settings"
    assert here.client.get_cookie("peili") != token
    assert here.client.get("/settings").status_code == 200
    assert there.client.get("/settings").status_code == 303
    assert house.sign_in(house.story.noora, PASSWORD)[1].status_code == 422
    assert house.letter("password_changed").to == house.story.noora.email


@pytest.mark.parametrize(
    ("current", "new", "told"),
    [
        ("wrong wrong wrong", ANOTHER, "ei ole nykyinen salasanasi"),
        (PASSWORD, "lyhyt", "12–128"),
        (PASSWORD, "salasana 2026", "oma lause"),
        ("", ANOTHER, "Kirjoita nykyinen salasanasi."),
        (PASSWORD, "", "Kirjoita uusi salasana."),
    ],
)
def test_a_refused_password_changes_nothing(house: House, visit: Visit, current: str, new: str, told: str) -> None:
    there = house.visitor(house.story.noora)
    answer = visit(house.story.noora).post("/password", page="/password/edit", current=current, password=new)
    assert answer.status_code == 422
    assert told in answer.text
    assert PASSWORD not in answer.text
    assert there.client.get("/settings").status_code == 200
    assert went_on(house.sign_in(house.story.noora, PASSWORD)[1]) == "/"


def test_guessing_one_s_password_at_an_open_screen_is_slowed_down(house: House) -> None:
    visitor = house.visitor(house.story.noora)
    for _ in range(6):
        visitor.post("/password", page="/password/edit", current="wrong wrong wrong", password=ANOTHER)
    answer = visitor.post("/password", page="/password/edit", current=PASSWORD, password=ANOTHER)
    assert answer.status_code == 422
    assert "Odota" in answer.text


def test_an_address_changes_when_the_new_one_answers(house: House, visit: Visit) -> None:
    noora, old = house.story.noora, house.story.noora.email
    answer = visit(noora).post("/address-changes", page="/address-changes/new", email=NEW, current=PASSWORD)
    assert went_on(answer) == "/settings"
    house.again(noora)
    assert noora.email == old
    letter = house.letter("address_change")
    assert letter.to == NEW
    mailbox = house.visitor()
    assert mailbox.get(letter.path).status_code == 200
    house.again(noora)
    assert noora.email == old, "looking changes nothing"
    mailbox.post(letter.path, page=letter.path)
    house.again(noora)
    assert (noora.email, noora.email_key) == (NEW, NEW)
    assert house.letter("address_changed_by_owner").to == old
    assert not noora.texts_closed


def test_an_address_that_somebody_has_gets_no_link_and_the_same_answer(house: House, visit: Visit) -> None:
    answer = visit(house.story.noora).post("/address-changes", page="/address-changes/new", email=house.story.ville.email, current=PASSWORD)
    assert went_on(answer) == "/settings"
    assert house.letters() == []


def test_an_address_needs_the_password(house: House, visit: Visit) -> None:
    answer = visit(house.story.noora).post("/address-changes", page="/address-changes/new", email=NEW, current="wrong wrong wrong")
    assert answer.status_code == 422
    assert f'value="{NEW}"' in answer.text
    assert house.letters() == []


def test_two_who_want_the_same_address_do_not_both_get_it(house: House) -> None:
    for person in (house.story.noora, house.story.ville):
        house.visitor(person).post("/address-changes", page="/address-changes/new", email=NEW, current=PASSWORD)
    first, second = [letter.path for letter in house.letters()]
    house.visitor().post(first, page=first)
    answer = house.visitor().post(second, page=second)
    assert answer.status_code == 409
    house.again(house.story.noora, house.story.ville)
    assert house.story.noora.email == NEW
    assert house.story.ville.email != NEW
