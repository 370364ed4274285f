"""The supervisor's own working note and the pair's."""

from collections.abc import Callable

import pytest
from sqlalchemy import event, select

from models.confidential import HeldText, NoteKind
from models.people import Person
from models.process import AssignmentKind, Meeting
from tests.blueprints.confidential.conftest import Circle, lapse, tell_that_text_waits, went
from tests.visitor import HTMX, Visitor, hidden_fields
from vault import guard, notes

Sign = Callable[[Person], Visitor]


@pytest.fixture
def url(circle: Circle) -> str:
    """Where Aino's own note of the third meeting is saved."""
    return f"/meetings/{circle.story.held.id}/notes/own"


def test_a_note_is_saved_by_a_press(plain: Sign, circle: Circle, url: str) -> None:
    aino = plain(circle.story.aino)
    assert "own-note" in went(aino.post(url, page=circle.meeting_url, own="Alussa hiljaista.", version="0"))
    assert "Alussa hiljaista.</textarea>" in aino.get(circle.meeting_url).text


def test_a_note_is_saved_as_one_types(typing: Sign, circle: Circle, url: str) -> None:
    aino = typing(circle.story.aino)
    first = aino.post(url, page=circle.meeting_url, own="Alussa", version="0")
    assert first.status_code == 200
    assert '<input type="hidden" id="own-note-version" name="version" value="2">' in first.text
    assert "Luonnos tallennettu klo" in first.text
    assert "<textarea" not in first.text
    assert aino.post(url, page=circle.meeting_url, own="Alussa hiljaista", version="2").status_code == 200


def test_leading_blank_lines_stay(plain: Sign, circle: Circle, url: str) -> None:
    aino = plain(circle.story.aino)
    aino.post(url, page=circle.meeting_url, own="Yksi\r\n\r\nKaksi", version="0")
    assert "Yksi\n\nKaksi</textarea>" in aino.get(circle.meeting_url).text


def test_a_note_saved_elsewhere_is_shown_beside_what_was_typed(visit: Sign, circle: Circle, url: str) -> None:
    aino = visit(circle.story.aino)
    aino.post(url, page=circle.meeting_url, own="Puhelimella kirjoitettu", version="0")
    late = aino.post(url, page=circle.meeting_url, own="Koneella kirjoitettu", version="0")
    assert late.status_code == 409
    assert "Puhelimella kirjoitettu</textarea>" in late.text
    assert "Koneella kirjoitettu</textarea>" in late.text
    assert late.text.count('name="version" value="2"') == 2
    kept = aino.post(url, page=circle.meeting_url, own="Koneella kirjoitettu", version="2")
    assert kept.status_code in (200, 303)
    assert "Koneella kirjoitettu</textarea>" in aino.client.get(circle.meeting_url).text


def test_the_same_words_sent_twice_are_no_conflict(visit: Sign, circle: Circle, url: str) -> None:
    aino = visit(circle.story.aino)
    first = aino.post(url, page=circle.meeting_url, own="Sama", version="0")
    assert aino.post(url, page=circle.meeting_url, own="Sama", version="0").status_code == first.status_code


@pytest.mark.parametrize(("text", "sentence"), [("nolla\x00", "ei voi tallentaa"), ("x" * 60_001, "Lyhennä")])
def test_what_cannot_be_saved_is_said_and_kept(visit: Sign, circle: Circle, url: str, text: str, sentence: str) -> None:
    aino = visit(circle.story.aino)
    answer = aino.post(url, page=circle.meeting_url, own=text, version="0")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert aino.htmx or text.replace("\x00", "") in answer.text.replace("\x00", "")


def test_a_pair_shares_one_note_and_keeps_two(plain: Sign, circle: Circle, url: str) -> None:
    tuuli = circle.world.supervisor("Tuuli Kesäniemi")
    circle.world.assign(circle.story.group, tuuli, AssignmentKind.PAIR)
    circle.session.commit()
    aino = plain(circle.story.aino)
    aino.post(url, page=circle.meeting_url, own="Vain Ainon", version="0")
    aino.post(url.replace("own", "pair"), page=circle.meeting_url, pair="Parin yhteinen", version="0")
    hers = plain(tuuli).get(circle.meeting_url).text
    assert "Parin yhteinen</textarea>" in hers
    assert "Vain Ainon" not in hers


def test_alone_there_is_no_pair_note(plain: Sign, circle: Circle, url: str) -> None:
    aino = plain(circle.story.aino)
    assert "pair-note" not in aino.get(circle.meeting_url).text
    assert aino.post(url.replace("own", "pair"), page=circle.meeting_url, pair="Yksin", version="0").status_code == 404


def test_nobody_else_has_a_note_here(plain: Sign, circle: Circle, url: str) -> None:
    for person in (circle.story.noora, circle.story.mikael, circle.story.outi, circle.story.jaana, circle.story.riikka):
        assert plain(person).post(url, page="/consents", own="Minäkin", version="0").status_code == 404


def test_what_was_typed_when_the_sign_in_lapsed_is_offered_back(visit: Sign, circle: Circle, url: str) -> None:
    aino = visit(circle.story.aino)
    notes.save_note(circle.session, circle.story.aino, circle.story.held, NoteKind.OWN, "Tallennettu", version=0, now=circle.world.now)
    circle.session.commit()
    shown = aino.client.get(circle.meeting_url).text
    lapse(circle)
    fields = hidden_fields(shown, url) | {"own": "Kirjoitettu liian myöhään"}
    answer = aino.client.post(url, data=fields, headers=HTMX if aino.htmx else {})
    assert answer.status_code == (401 if aino.htmx else 303)
    assert "held=1" in (answer.headers.get("HX-Redirect") or answer.headers["Location"])
    again = visit(circle.story.aino)
    tell_that_text_waits(circle)
    offered = again.client.get(circle.meeting_url).text
    assert "Kirjoitettu liian myöhään</textarea>" in offered
    assert "Tekstisi on tallessa" in offered
    again.post(url, page=circle.meeting_url, own="Kirjoitettu liian myöhään", version="2")
    assert "Tekstisi on tallessa" not in again.client.get(circle.meeting_url).text
    with guard.inside():
        assert [held.done_at for held in circle.read(select(HeldText))] != [None]


def test_the_meeting_page_costs_the_same_however_long_the_note(plain: Sign, circle: Circle) -> None:
    statements = counted(circle)
    for person in (circle.story.aino, circle.story.noora):
        visitor = plain(person)
        circle.passage("Ensimmäinen", circle.story.noora, circle.story.ville)
        visitor.get(circle.meeting_url)
        statements.clear()
        visitor.get(circle.meeting_url)
        few = len(statements)
        for number in range(12):
            circle.passage(f"Kohta {number}", circle.story.noora, circle.story.kim)
        statements.clear()
        visitor.get(circle.meeting_url)
        assert len(statements) <= few, person.name


def test_clients_and_the_house_cause_no_look_at_what_is_confidential(plain: Sign, circle: Circle) -> None:
    circle.passage("Salaisuus", circle.story.noora)
    statements = counted(circle)
    for person in (circle.story.outi, circle.story.marja_liisa):
        page = plain(person).get(circle.meeting_url)
        assert page.status_code in (200, 404)
        assert "Muistiinpanot" not in page.text
    assert not [s for s in statements if "passages" in s or "working_notes" in s or "consents" in s]


def counted(circle: Circle) -> list[str]:
    """Statements sent from now on."""
    sent: list[str] = []
    event.listen(circle.session.get_bind(), "before_cursor_execute", lambda *given: sent.append(given[2]))
    return sent


def test_the_meeting_of_others_stays_shut(plain: Sign, circle: Circle) -> None:
    meeting: Meeting = circle.story.other_meeting
    assert plain(circle.story.aino).get(f"/meetings/{meeting.id}/note").status_code == 404
