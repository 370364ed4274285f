"""Answering: what one sees before it, each answer, changing one's mind."""

import html
from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.confidential import Audience, Consent, StandingPreference, Suggestion
from models.people import Person
from models.process import Mark, Standing
from tests.blueprints.confidential.conftest import Circle, went
from tests.visitor import Visitor
from vault import guard

Sign = Callable[[Person], Visitor]


def answered(circle: Circle) -> list[tuple[str, str, str | None]]:
    """Every answer so far: purpose, answer, audience."""
    with guard.inside():
        return [
            (c.purpose.value, c.answer.value, c.audience and c.audience.value) for c in circle.read(select(Consent).order_by(Consent.id))
        ]


def test_the_question_tells_everything_and_chooses_nothing(visit: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora kertoi, että raportti jää kesken.", circle.story.noora)
    page = html.unescape(visit(circle.story.noora).client.get(f"/consents/{passage.id}/edit").text)
    assert "Noora kertoi, että raportti jää kesken." in page
    assert "Aino Rautaharju kysyy" in page
    for reader in ("Ville Anttonen", "Kim Ström", "Päivi Lahdes"):
        assert f"{reader}<small>oli paikalla</small>" in page
    assert "Eero Mustaoja<small>oli poissa: vain, jos valitset koko ryhmän</small>" in page
    assert "Ryhmässä ei ole esihenkilöitä." in page
    assert "Se poistuu viimeistään 19.6.2027." in page
    assert "Vastaus ei vaikuta siihen, miten voit osallistua." in page
    assert "Voit perua luvan milloin tahansa" in page
    assert "checked" not in page


def test_a_manager_in_the_group_is_named(plain: Sign, circle: Circle) -> None:
    circle.story.seats["kim"].standing = Standing.MANAGER
    passage = circle.passage("Noora kertoi.", circle.story.noora)
    page = plain(circle.story.noora).get(f"/consents/{passage.id}/edit").text
    assert "Kim Ström<small>oli paikalla, osallistuu esihenkilönä</small>" in page
    assert "Esihenkilönä osallistuu: Kim Ström." in page


@pytest.mark.parametrize("audience", list(Audience))
def test_yes_to_an_audience(visit: Sign, circle: Circle, audience: Audience) -> None:
    passage = circle.passage("Noora kertoi.", circle.story.noora)
    noora = visit(circle.story.noora)
    answer = noora.post(f"/consents/{passage.id}", page=f"/consents/{passage.id}/edit", answer=audience.value)
    assert went(answer) == f"/consents#passage-{passage.id}"
    assert answered(circle) == [("record", "granted", None), ("share", "granted", audience.value)]


def test_no(visit: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora kertoi.", circle.story.noora)
    noora = visit(circle.story.noora)
    noora.post(f"/consents/{passage.id}", page=f"/consents/{passage.id}/edit", answer="decline")
    assert answered(circle) == [("share", "declined", None)]
    assert "Ei jaettu: vastasit, että ei jaeta" in noora.client.get("/consents").text
    assert "Noora Heikura ei halua, että tämä jaetaan" in visit(circle.story.aino).client.get(circle.note_url).text


def test_own_words(visit: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora kertoi.", circle.story.noora)
    noora = visit(circle.story.noora)
    page = f"/consents/{passage.id}/edit"
    empty = noora.post(f"/consents/{passage.id}", page=page, answer="suggest", words=" ")
    assert empty.status_code == 422
    assert "Kirjoita tähän jotakin" in empty.text
    assert went(noora.post(f"/consents/{passage.id}", page=page, answer="suggest", words="Noora mietti ääneen."))
    assert answered(circle) == []
    assert "Noora mietti ääneen." in visit(circle.story.aino).client.get(circle.note_url).text
    assert "Noora mietti ääneen." not in visit(circle.story.ville).client.get(circle.note_url).text
    with guard.inside():
        assert len(circle.read(select(Suggestion))) == 1


def test_later_is_an_answer_that_stores_nothing(visit: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora kertoi.", circle.story.noora)
    noora = visit(circle.story.noora)
    assert went(noora.post(f"/consents/{passage.id}", page=f"/consents/{passage.id}/edit", answer="later"))
    assert answered(circle) == []
    assert "Odottaa vastaustasi" in noora.client.get("/consents").text


@pytest.mark.parametrize("given", [{}, {"answer": "employer"}, {"answer": "attendees", "version_id": "x"}])
def test_no_answer_is_no_answer(visit: Sign, circle: Circle, given: dict[str, str]) -> None:
    passage = circle.passage("Noora kertoi.", circle.story.noora)
    answer = visit(circle.story.noora).post(f"/consents/{passage.id}", page=f"/consents/{passage.id}/edit", **given)
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert "Noora kertoi." in answer.text
    assert answered(circle) == []


def test_an_answer_about_a_text_that_changed_meanwhile_is_not_taken(visit: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora kertoi raportista.", circle.story.noora)
    old = circle.newest(passage)
    noora = visit(circle.story.noora)
    page = f"/consents/{passage.id}/edit"
    assert f'name="version_id" value="{old.id}"' in noora.client.get(page).text
    circle.publish(passage, "Noora kertoi esihenkilöstään.", circle.story.noora)
    late = noora.post(f"/consents/{passage.id}", page=page, answer="attendees", version_id=str(old.id))
    assert late.status_code == 409
    assert "Teksti on muuttunut sen jälkeen, kun avasit sen." in late.text
    assert "Noora kertoi esihenkilöstään." in late.text
    assert f'name="version_id" value="{circle.newest(passage).id}"' in late.text
    assert "checked" not in late.text
    assert answered(circle) == []


def test_asked_again_one_sees_what_changed(plain: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora kertoi raportista.", circle.story.noora)
    circle.grant(circle.story.noora, circle.newest(passage))
    circle.publish(passage, "Noora kertoi esihenkilöstään.", circle.story.noora)
    page = plain(circle.story.noora).get(f"/consents/{passage.id}/edit").text
    assert "<del>" in page
    assert "raportista" in page
    assert "<ins>" in page


def test_readers_keep_the_last_text_that_was_agreed_to(plain: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora kertoi raportista.", circle.story.noora)
    circle.grant(circle.story.noora, circle.newest(passage))
    circle.publish(passage, "Noora kertoi esihenkilöstään.", circle.story.noora)
    ville = plain(circle.story.ville).get(circle.note_url).text
    assert "Noora kertoi raportista." in ville
    assert "esihenkilöstään" not in ville


def test_nobody_answers_for_another(visit: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora kertoi.", circle.story.noora)
    for person in (circle.story.ville, circle.story.aino, circle.story.jaana, circle.story.marja_liisa, circle.story.saana):
        visitor = visit(person)
        assert visitor.client.get(f"/consents/{passage.id}/edit").status_code == 404
        answer = visitor.post(f"/consents/{passage.id}", page="/reads", answer="attendees", version_id="1")
        assert answer.status_code == 404
    assert answered(circle) == []


def test_answers_in_advance_are_about_drafts_only(visit: Sign, circle: Circle) -> None:
    noora, group = visit(circle.story.noora), circle.story.group
    page = noora.client.get("/consents").text
    assert 'name="may_record" value="1" checked' in page
    went(noora.post(f"/engagements/{group.id}/preferences", page="/consents", may_use_in_supervision="1"))
    with guard.inside():
        newest = circle.read(select(StandingPreference).where(StandingPreference.person_id == circle.story.noora.id))[-1]
    assert (newest.may_record, newest.may_use_in_supervision) == (False, True)
    assert visit(circle.story.saana).post(f"/engagements/{group.id}/preferences", page="/consents").status_code == 404


def test_a_passage_about_two_warns_that_the_other_may_guess(plain: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora ja Ville.", circle.story.noora, circle.story.ville)
    page = plain(circle.story.noora).get(f"/consents/{passage.id}/edit").text
    assert "Se koskee myös: Ville Anttonen." in page
    assert "toinen voi arvata vastauksesi" in page


def test_the_substitute_answers_about_the_meeting_attended(plain: Sign, circle: Circle) -> None:
    story, world = circle.story, circle.world
    seat = world.substitute(story.seats["eero"], story.joonas, story.held)
    world.mark(story.held, seat, Mark.PRESENT)
    passage = circle.passage("Joonas kertoi.", story.joonas)
    joonas = plain(story.joonas)
    went(joonas.post(f"/consents/{passage.id}", page=f"/consents/{passage.id}/edit", answer="attendees"))
    assert "Joonas kertoi." in plain(story.noora).get(circle.note_url).text
    assert joonas.get(f"/meetings/{story.meetings[1].id}/note").status_code == 404
