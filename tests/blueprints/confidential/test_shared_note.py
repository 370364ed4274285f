"""The shared note as the others see it: what is open, what is not, and for whom there is no note at all."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from models.confidential import Audience
from models.people import Person
from models.process import AssignmentKind
from tests.blueprints.confidential.conftest import Circle, went
from tests.visitor import Visitor

Sign = Callable[[Person], Visitor]


def test_what_is_not_shared_shows_no_name_and_no_number(visit: Sign, circle: Circle) -> None:
    circle.passage("Noora kertoi.", circle.story.noora)
    circle.passage("Kim kertoi.", circle.story.kim)
    circle.passage("Ryhmä sopi.")
    page = visit(circle.story.ville).get(circle.note_url).text
    assert "Ryhmä sopi." in page
    assert page.count("Ei jaettu") == 1
    assert "Noora" not in page
    assert "Kim" not in page


def test_the_absent_member_reads_what_is_open_to_the_group(visit: Sign, circle: Circle) -> None:
    story = circle.story
    open_to_all = circle.passage("Noora kaikille.", story.noora)
    circle.grant(story.noora, circle.newest(open_to_all), Audience.GROUP)
    open_to_some = circle.passage("Noora läsnäolleille.", story.noora)
    circle.grant(story.noora, circle.newest(open_to_some))
    page = visit(story.eero).get(circle.note_url).text
    assert "Noora kaikille." in page
    assert "läsnäolleille" not in page


def test_the_newcomer_has_no_note_of_earlier_meetings(visit: Sign, circle: Circle) -> None:
    story = circle.story
    circle.world.member(story.group, story.joonas, joined_at=story.held.ends_at + timedelta(days=1))
    circle.session.commit()
    passage = circle.passage("Ryhmä sopi.")
    joonas = visit(story.joonas)
    assert joonas.get(circle.note_url).status_code == 404
    assert joonas.get(f"/meetings/{story.today.id}/note").status_code == 200
    assert joonas.client.get(f"/passages/{passage.id}/edit").status_code == 404


def test_clients_and_the_house_have_no_note(visit: Sign, circle: Circle) -> None:
    circle.passage("Ryhmä sopi.")
    story = circle.story
    for person in (story.outi, story.jaana, story.riikka, story.esko, story.marja_liisa, story.antti, story.mikael, story.saana):
        answer = visit(person).get(circle.note_url)
        assert answer.status_code == 404, person.name
        assert "Ryhmä sopi." not in answer.text


def test_saying_that_it_is_about_me_hides_it_from_others(visit: Sign, circle: Circle) -> None:
    passage = circle.passage("Eräs kertoi iltavuorosta.")
    ville = visit(circle.story.ville)
    assert "Tämä koskee minua" in ville.client.get(circle.note_url).text
    assert went(ville.post(f"/passages/{passage.id}/claims", page=circle.note_url)) == f"/consents/{passage.id}/edit"
    assert "iltavuorosta" in ville.client.get(f"/consents/{passage.id}/edit").text
    noora = visit(circle.story.noora).client.get(circle.note_url).text
    assert "iltavuorosta" not in noora
    assert "Ville" not in noora
    ville.post(f"/consents/{passage.id}", page=f"/consents/{passage.id}/edit", answer="attendees")
    assert "iltavuorosta" in visit(circle.story.noora).client.get(circle.note_url).text


def test_a_claim_needs_the_text_to_be_open_to_the_person(visit: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora kertoi.", circle.story.noora)
    for person in (circle.story.ville, circle.story.saana, circle.story.jaana):
        assert visit(person).post(f"/passages/{passage.id}/claims", page="/consents").status_code == 404
    general = circle.passage("Ryhmä sopi.")
    assert visit(circle.story.aino).post(f"/passages/{general.id}/claims", page=circle.note_url).status_code == 403


def test_a_closed_account_opens_nothing_and_says_why(visit: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora kertoi.", circle.story.noora)
    circle.story.noora.close_texts(now=circle.world.now)
    circle.session.commit()
    noora = visit(circle.story.noora)
    page = noora.get(circle.note_url).text
    assert "Muistiinpanot ovat suljettuina tililtäsi." in page
    assert "Noora kertoi." not in page
    assert "Noora kertoi." not in noora.client.get("/consents").text
    assert noora.client.get(f"/consents/{passage.id}/edit").status_code == 403


def test_the_pair_opens_a_passage_when_everybody_in_it_lets_it_be_recorded(visit: Sign, circle: Circle) -> None:
    story = circle.story
    tuuli = circle.world.supervisor("Tuuli Kesäniemi")
    circle.world.assign(story.group, tuuli, AssignmentKind.PAIR).since = circle.world.before
    circle.session.commit()
    seat = circle.world.member(story.group, story.joonas)
    circle.session.commit()
    circle.passage("Noora kertoi.", story.noora)
    hidden = circle.passage("Joonas kertoi.", seat.person)
    desk = visit(tuuli).client.get(circle.note_url).text
    assert "Noora kertoi." in desk
    assert "Joonas kertoi." not in desk
    assert "Avoinna vain kirjoittajalleen" in desk
    assert visit(tuuli).client.get(f"/passages/{hidden.id}/edit").status_code == 404


def test_signed_out_one_is_sent_to_sign_in(app: Flask, circle: Circle) -> None:
    answer = app.test_client().get(circle.note_url)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/sessions/new?next={circle.note_url.replace('/', '%2F')}")
