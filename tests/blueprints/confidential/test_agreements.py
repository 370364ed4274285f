"""The pages of shared agreements: for the group, and what of them the client sees."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.confidential import PracticeWord, SharedAgreement
from models.people import Person
from tests.blueprints.confidential.conftest import Circle, lapse, tell_that_text_waits, went
from tests.market.summaries import newest
from tests.visitor import Visitor, hidden_fields
from vault import circles, guard, shared_agreements

Sign = Callable[[Person], Visitor]
WORDS = "Soitamme takaisin *samana* päivänä."


@pytest.fixture
def agreement(circle: Circle) -> SharedAgreement:
    """Noora has proposed it."""
    made = shared_agreements.propose(circle.session, circle.story.noora, circle.story.group, WORDS, now=circle.world.now)
    circle.session.commit()
    return made


@pytest.fixture
def page(circle: Circle) -> str:
    """The group's agreements."""
    return f"/engagements/{circle.story.group.id}/shared-agreements"


@pytest.fixture
def outside(circle: Circle) -> str:
    """What the client gets."""
    return f"/engagements/{circle.story.group.id}/delivered-summaries"


def press(visitor: Visitor, page: str, agreement: SharedAgreement, noun: str, *, back: bool = False, **fields: str) -> int:
    """One press of a button of the agreement."""
    url = f"/shared-agreements/{agreement.id}/{noun}{'/deletion' if back else ''}"
    return visitor.post(url, page=page, **fields).status_code


def test_proposed_committed_and_taken_back(visit: Sign, circle: Circle, page: str) -> None:
    aino, eero = visit(circle.story.aino), visit(circle.story.eero)
    assert went(aino.post(page, page=page, text="Tauko jokaisen tapaamisen puolivälissä.")).startswith(page)
    with guard.inside():
        [made] = circle.read(select(SharedAgreement))
    assert "Kukaan ei ole vielä sitoutunut" in eero.client.get(page).text
    done = press(eero, page, made, "commitment")
    assert done == (200 if eero.htmx else 303)
    assert "Sitoutuneet: Eero Mustaoja" in visit(circle.story.ville).client.get(page).text
    press(eero, page, made, "commitment", back=True)
    assert "Sitoutuneet" not in visit(circle.story.ville).client.get(page).text


def test_the_client_sees_it_when_everybody_says_so(
    visit: Sign, circle: Circle, agreement: SharedAgreement, page: str, outside: str
) -> None:
    client = visit(circle.story.antti)
    members = circles.members(circle.session, circle.story.group)
    for member in members:
        assert "samana" not in client.client.get(outside).text
        press(visit(member), page, agreement, "outward-approval")
    seen = client.client.get(outside).text
    assert "<em>samana</em>" in seen
    assert "Noora" not in seen
    press(visit(circle.story.ville), page, agreement, "outward-approval", back=True)
    assert "samana" not in client.client.get(outside).text


def test_nobody_inside_sees_who_lets_it_be_told(visit: Sign, circle: Circle, agreement: SharedAgreement, page: str) -> None:
    before = visit(circle.story.ville).client.get(page).text
    press(visit(circle.story.kim), page, agreement, "outward-approval")
    after = visit(circle.story.ville).client.get(page).text
    assert [line for line in before.splitlines() if "value=" not in line] == [line for line in after.splitlines() if "value=" not in line]


def test_answering_old_words_shows_the_new_ones(visit: Sign, circle: Circle, agreement: SharedAgreement, page: str) -> None:
    old = str(newest(agreement))
    shared_agreements.revise(
        circle.session, circle.story.kim, agreement.id, "Aivan uutta.", version=agreement.version, now=circle.world.now
    )
    circle.session.commit()
    ville = visit(circle.story.ville)
    answer = ville.post(f"/shared-agreements/{agreement.id}/outward-approval", page=page, version_id=old)
    assert answer.status_code == 409
    assert "Aivan uutta." in answer.text
    assert "Sanamuoto on muuttunut" in answer.text


def test_two_wordings_are_both_shown(visit: Sign, circle: Circle, agreement: SharedAgreement) -> None:
    url = f"/shared-agreements/{agreement.id}"
    ville = visit(circle.story.ville)
    ville.post(url, page=f"{url}/edit", text="Yksi")
    late = ville.post(url, page=f"{url}/edit", text="Kaksi", version="1")
    assert late.status_code == 409
    assert "Yksi</textarea>" in late.text
    assert "Kaksi</textarea>" in late.text
    shown = ville.post(f"{url}/deletion", page=f"{url}/edit", version="1")
    assert shown.status_code == 409
    assert went(ville.post(f"{url}/deletion", page=f"{url}/edit")).endswith("/shared-agreements")
    assert ville.client.get(f"{url}/edit").status_code == 404


@pytest.mark.parametrize(("text", "sentence"), [("", "Kirjoita tähän jotakin"), ("x" * 2_001, "Lyhennä"), ("a\u202eb", "merkki")])
def test_what_cannot_be_saved_is_said(visit: Sign, circle: Circle, page: str, text: str, sentence: str) -> None:
    answer = visit(circle.story.noora).post(page, page=page, text=text)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert text.replace("\u202e", "") in answer.text.replace("\u202e", "")


def test_a_name_is_pointed_out(visit: Sign, circle: Circle, page: str) -> None:
    noora = visit(circle.story.noora)
    noora.post(page, page=page, text="Villeltä kysytään ensin.")
    assert "Tekstissä on nimi: Ville Anttonen" in noora.client.get(page).text


def test_the_tabs_are_for_those_they_hold_something_for(
    plain: Sign, circle: Circle, agreement: SharedAgreement, page: str, outside: str
) -> None:
    engagement = f"/engagements/{circle.story.group.id}"
    story = circle.story

    def tabs(person: Person) -> set[str]:
        text = plain(person).client.get(engagement).text
        return {url for url in (page, outside) if f'href="{url}"' in text}

    assert tabs(story.noora) == {page}
    assert tabs(story.aino) == {page}
    assert tabs(story.antti) == set()
    for member in circles.members(circle.session, story.group):
        shared_agreements.answer(circle.session, member, newest(agreement), PracticeWord.OUTWARD, yes=True, now=circle.world.now)
    circle.session.commit()
    assert tabs(story.antti) == {outside}
    assert tabs(story.outi) == set()
    circle.world.contact(story.ville, story.lokkiranta)
    circle.session.commit()
    assert tabs(story.ville) == {page, outside}


@pytest.mark.parametrize("noun", ["commitment", "outward-approval"])
def test_an_answer_about_words_that_are_not_there_is_nothing(
    visit: Sign, circle: Circle, agreement: SharedAgreement, page: str, noun: str
) -> None:
    assert press(visit(circle.story.noora), page, agreement, noun, version_id="2147483647") == 404


def test_what_was_typed_when_the_sign_in_lapsed_comes_back(plain: Sign, circle: Circle, agreement: SharedAgreement, page: str) -> None:
    noora, change = plain(circle.story.noora), f"/shared-agreements/{agreement.id}"
    typed = {
        page: hidden_fields(noora.client.get(page).text, page) | {"text": "Aloitamme ajoissa.", "page": page},
        change: hidden_fields(noora.client.get(f"{change}/edit").text, change) | {"text": "Soitamme heti.", "page": f"{change}/edit"},
    }
    lapse(circle)
    for url, fields in typed.items():
        assert "/sessions/new" in went(noora.client.post(url, data=fields))
    noora = plain(circle.story.noora)
    tell_that_text_waits(circle)
    assert "Aloitamme ajoissa.</textarea>" in noora.client.get(page).text
    both = noora.client.get(f"{change}/edit").text
    assert "Soitamme heti." in both
    assert WORDS in both
