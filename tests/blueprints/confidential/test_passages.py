"""Writing the shared note: add, type, save, ask, remove."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.base.house import OutboxMessage
from models.confidential import ConsentRequest
from models.people import Person
from tests.blueprints.confidential.conftest import Circle, lapse, tell_that_text_waits, went
from tests.visitor import Visitor, hidden_fields
from vault import consents, guard
from vault.consents import Voice

Sign = Callable[[Person], Visitor]


def begun(visitor: Visitor, circle: Circle) -> str:
    """Press "Add a passage" on the third meeting's note; gives the passage's address."""
    answer = visitor.post(f"/meetings/{circle.story.held.id}/passages", page=circle.note_url)
    return went(answer).removesuffix("/edit")


def test_a_passage_is_added_saved_and_shown(visit: Sign, circle: Circle) -> None:
    aino = visit(circle.story.aino)
    url = begun(aino, circle)
    saved = aino.post(url, page=f"{url}/edit", text="Ryhmä kokosi **kolme tapaa** lopettaa puhelu.")
    assert went(saved) == f"{circle.meeting_url}#passage-{url.rpartition('/')[2]}"
    note = aino.get(circle.note_url).text
    assert "<strong>kolme tapaa</strong>" in note
    assert "Näkyy 4 paikalla olleelle" in note


def test_a_draft_is_saved_without_moving_the_page(typing: Sign, circle: Circle) -> None:
    aino = typing(circle.story.aino)
    url = begun(aino, circle)
    answer = aino.post(f"{url}/draft", page=f"{url}/edit", text="Alku", subjects=str(circle.story.noora.id))
    assert answer.status_code == 200
    assert "<textarea" not in answer.text
    assert answer.text.count("<hx-partial") == 3
    assert "Luonnos tallennettu klo" in answer.text
    assert '<input type="hidden" id="passage-version" name="version" value="2">' in answer.text
    editor = aino.client.get(f"{url}/edit").text
    assert "Alku</textarea>" in editor
    assert f'checked id="subjects-2" name="subjects" type="checkbox" value="{circle.story.noora.id}"' in editor


def test_a_draft_is_saved_by_a_press_too(plain: Sign, circle: Circle) -> None:
    aino = plain(circle.story.aino)
    url = begun(aino, circle)
    assert went(aino.post(f"{url}/draft", page=f"{url}/edit", text="Alku")) == f"{url}/edit"
    assert "Luonnos, avoinna vain sinulle" in aino.get(circle.note_url).text


def test_a_draft_is_not_shown_to_anybody_else(plain: Sign, circle: Circle) -> None:
    aino = plain(circle.story.aino)
    url = begun(aino, circle)
    aino.post(f"{url}/draft", page=f"{url}/edit", text="Keskeneräinen ajatus")
    seen = plain(circle.story.noora).get(circle.note_url).text
    assert "Keskeneräinen ajatus" not in seen
    assert "not-shared" not in seen


def test_a_late_draft_shows_both_texts_and_keeps_neither_silently(visit: Sign, circle: Circle) -> None:
    aino = visit(circle.story.aino)
    url = begun(aino, circle)
    aino.post(f"{url}/draft", page=f"{url}/edit", text="Toisen välilehden teksti")
    late = aino.post(f"{url}/draft", page=f"{url}/edit", text="Oma teksti", version="1")
    assert late.status_code == 409
    assert "Oma teksti</textarea>" in late.text
    assert "Toisen välilehden teksti</textarea>" in late.text
    assert late.text.count("Säilytä tämä") == 2
    assert "Toisen välilehden teksti</textarea>" in aino.client.get(f"{url}/edit").text


def test_the_text_chosen_of_two_is_kept(visit: Sign, circle: Circle) -> None:
    aino = visit(circle.story.aino)
    url = begun(aino, circle)
    aino.post(f"{url}/draft", page=f"{url}/edit", text="Toisen välilehden teksti")
    late = aino.post(url, page=f"{url}/edit", text="Oma teksti", version="1")
    assert late.status_code == 409
    assert 'name="version" value="2"' in late.text
    kept = aino.post(f"{url}/draft", page=f"{url}/edit", text="Oma teksti", version="2")
    assert kept.status_code in (200, 303)
    assert "Oma teksti</textarea>" in aino.client.get(f"{url}/edit").text


def test_the_same_text_sent_late_is_no_conflict(visit: Sign, circle: Circle) -> None:
    aino = visit(circle.story.aino)
    url = begun(aino, circle)
    first = aino.post(f"{url}/draft", page=f"{url}/edit", text="Sama teksti")
    again = aino.post(f"{url}/draft", page=f"{url}/edit", text="Sama teksti", version="1")
    assert again.status_code == first.status_code


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Kirjoita tähän jotakin"), ("x" * 20_001, "Lyhennä"), ("nolla\x00", "ei voi tallentaa"), ("suunta \u202e", "ei voi tallentaa")],
)
def test_what_cannot_be_saved_is_said_and_kept(visit: Sign, circle: Circle, text: str, sentence: str) -> None:
    aino = visit(circle.story.aino)
    url = begun(aino, circle)
    answer = aino.post(url, page=f"{url}/edit", text=text)
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert sentence in answer.text
    assert text.replace("\x00", "") in answer.text.replace("\x00", "")


def test_a_forbidden_letter_while_typing_is_said_at_the_status_line(typing: Sign, circle: Circle) -> None:
    aino = typing(circle.story.aino)
    url = begun(aino, circle)
    answer = aino.post(f"{url}/draft", page=f"{url}/edit", text="nolla\x00")
    assert answer.status_code == 422
    assert "ei voi tallentaa" in answer.text
    assert "<textarea" not in answer.text


def test_a_name_in_the_text_must_be_chosen_or_meant(visit: Sign, circle: Circle) -> None:
    aino = visit(circle.story.aino)
    url = begun(aino, circle)
    warned = aino.post(url, page=f"{url}/edit", text="Villen mielestä kiire on sana.")
    assert warned.status_code == 422
    assert "Mainittu tekstissä, mutta ei valittu tässä: Ville Anttonen" in warned.text
    assert f"{url}/edit" in aino.client.get(circle.note_url).text
    assert "Ville Anttonen ei ole" not in aino.client.get(circle.note_url).text
    tagged = aino.post(url, page=f"{url}/edit", text="Villen mielestä kiire on sana.", named="tag")
    assert went(tagged).startswith(circle.meeting_url)
    assert "Koskee: Ville Anttonen" in aino.client.get(circle.note_url).text


def test_a_name_may_be_somebody_elses(visit: Sign, circle: Circle) -> None:
    aino = visit(circle.story.aino)
    url = begun(aino, circle)
    aino.post(url, page=f"{url}/edit", text="Asiakas Villen tapaus.", named="leave")
    assert "Ei koske ketään nimeltä" in aino.client.get(circle.note_url).text


def test_a_subject_from_outside_the_group_is_refused(visit: Sign, circle: Circle) -> None:
    aino = visit(circle.story.aino)
    url = begun(aino, circle)
    answer = aino.post(url, page=f"{url}/edit", text="Vieras", subjects=str(circle.story.saana.id))
    assert answer.status_code == 422


def test_everybody_in_a_passage_is_asked_once_by_a_mail_without_its_text(visit: Sign, circle: Circle) -> None:
    passage = circle.passage("Villen ja Kimin salaisuus", circle.story.ville, circle.story.kim, asked=False)
    aino = visit(circle.story.aino)
    asked = aino.post(f"/passages/{passage.id}/consent-requests", page=circle.note_url)
    assert asked.status_code in (200, 303)
    assert "Kim Ström ei ole vielä vastannut" in aino.client.get(circle.note_url).text
    aino.post(f"/passages/{passage.id}/consent-requests", page=circle.note_url)
    assert sorted(m.to_address for m in circle.read(select(OutboxMessage))) == ["kim.strom@demo.example", "ville.anttonen@demo.example"]
    letters = circle.letters()
    assert all("salaisuus" not in letter and "/withdrawals/" in letter and f"/consents/{passage.id}/edit" in letter for letter in letters)
    assert any("Fråga" in letter or "fråga" in letter for letter in letters), "Kim reads Swedish"


def test_a_round_asks_about_every_passage(visit: Sign, circle: Circle) -> None:
    story = circle.story
    circle.passage("Yksi", story.noora, asked=False)
    circle.passage("Kaksi", story.ville, asked=False)
    circle.passage("Kolme", story.kim)
    visit(story.aino).post(f"/meetings/{story.held.id}/consent-rounds", page=circle.note_url)
    with guard.inside():
        assert len(circle.read(select(ConsentRequest))) == 3
    assert len(circle.letters()) == 2, "Kim was asked before"


def test_a_suggestion_is_taken_into_the_editor(plain: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora haluaa lopettaa.", circle.story.noora)
    version = circle.newest(passage)
    suggestion = consents.suggest(
        circle.session, Voice(circle.story.noora, "fi"), version.id, "Noora pohtii muutosta.", now=circle.world.now
    )
    circle.session.commit()
    aino = plain(circle.story.aino)
    assert "Noora pohtii muutosta." in aino.get(circle.note_url).text
    editor = aino.get(f"/passages/{passage.id}/edit", suggestion=str(suggestion.id)).text
    assert "Noora pohtii muutosta.</textarea>" in editor
    aino.post(
        f"/passages/{passage.id}", page=f"/passages/{passage.id}/edit", text="Noora pohtii muutosta.", subjects=str(circle.story.noora.id)
    )
    note = aino.get(circle.note_url).text
    assert "Käytä näitä sanoja" not in note
    assert "Lupaa ei ole pyydetty: Noora Heikura" in note


def test_a_passage_is_removed_after_a_page_that_says_what_it_means(visit: Sign, circle: Circle) -> None:
    passage = circle.passage("Poistettava", circle.story.noora)
    aino = visit(circle.story.aino)
    page = f"/passages/{passage.id}/erasures/new"
    assert "Tätä ei voi perua" in aino.client.get(page).text
    assert aino.post(f"/passages/{passage.id}/erasures", page=page, version="999").status_code == 409
    assert went(aino.post(f"/passages/{passage.id}/erasures", page=page)) == circle.meeting_url
    note = aino.client.get(circle.note_url).text
    assert "Poistettava" not in note
    assert aino.client.get(f"/passages/{passage.id}/edit").status_code == 404


def test_what_was_typed_when_the_sign_in_lapsed_comes_back_with_whom_it_is_about(plain: Sign, circle: Circle) -> None:
    passage = circle.passage("Tallennettu", circle.story.noora)
    url = f"/passages/{passage.id}"
    visitor = plain(circle.story.aino)
    fields = hidden_fields(visitor.get(f"{url}/edit").text, url) | {"text": "Villen ja Nooran asia", "subjects": str(circle.story.ville.id)}
    lapse(circle)
    assert "held=1" in visitor.client.post(url, data=fields).headers["Location"]
    again = plain(circle.story.aino)
    tell_that_text_waits(circle)
    offered = again.get(f"{url}/edit").text
    assert "Villen ja Nooran asia</textarea>" in offered
    assert f'name="subjects" value="{circle.story.ville.id}"' in offered
    assert "Koskee: Ville Anttonen" in offered
    assert "Koskee: Noora Heikura" in offered


def test_nobody_but_its_supervisor_reaches_a_passage(plain: Sign, circle: Circle) -> None:
    passage = circle.passage("Vain Ainon muokattava", circle.story.noora)
    for person in (circle.story.noora, circle.story.mikael, circle.story.outi, circle.story.jaana, circle.story.marja_liisa):
        visitor = plain(person)
        missing = visitor.get("/passages/9/edit")
        assert missing.status_code == 404
        there = visitor.get(f"/passages/{passage.id}/edit")
        assert (there.status_code, len(there.text)) == (404, len(missing.text)), person.name


def test_a_draft_waits_on_my_day(plain: Sign, circle: Circle) -> None:
    aino = plain(circle.story.aino)
    url = begun(aino, circle)
    aino.post(f"{url}/draft", page=f"{url}/edit", text="Keskeneräinen ajatus")
    day = aino.get("/").text
    assert "Kohta on jäänyt luonnokseksi." in day
    assert f'href="{url}/edit"' in day
    assert "Keskeneräinen" not in day
    assert "luonnokseksi" not in plain(circle.story.noora).get("/").text
