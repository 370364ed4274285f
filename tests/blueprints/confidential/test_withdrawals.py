"""Taking a consent back: signed in, by link, for good; and what an open page shows of it next."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from models.confidential import Audience, Channel, Consent, Passage
from models.people import Person
from models.privacy import AuditEvent
from models.process import Leaving
from tests import clock
from tests.blueprints.confidential.conftest import Circle, went
from tests.visitor import Visitor
from vault import guard
from web import chores

Sign = Callable[[Person], Visitor]
TEXT = "Noora kertoi raportista."


def shared(circle: Circle) -> Passage:
    """A passage about Noora that those present read."""
    passage = circle.passage(TEXT, circle.story.noora)
    circle.grant(circle.story.noora, circle.newest(passage))
    return passage


def test_an_open_page_loses_the_text_at_its_next_fragment(plain: Sign, typing: Sign, circle: Circle) -> None:
    passage = shared(circle)
    noora, ville = plain(circle.story.noora), typing(circle.story.ville)
    assert TEXT in ville.get(circle.note_url).text
    went(noora.post(f"/passages/{passage.id}/withdrawals", page="/consents"))
    fragment = ville.get(circle.note_url).text
    assert TEXT not in fragment
    assert "Ei jaettu" in fragment
    assert "Noora" not in fragment
    assert "<html" not in fragment


def test_withdrawing_takes_one_press_and_giving_takes_more(visit: Sign, circle: Circle) -> None:
    passage = shared(circle)
    noora = visit(circle.story.noora)
    went(noora.post(f"/passages/{passage.id}/withdrawals", page="/consents"))
    index = noora.client.get("/consents").text
    assert TEXT in index, "one's own words stay one's own"
    assert "Ei jaettu: olet perunut luvan" in index
    assert "Noora Heikura on perunut luvan" in visit(circle.story.aino).client.get(circle.note_url).text


def test_a_joint_passage_goes_whole(plain: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora ja Ville.", circle.story.noora, circle.story.ville)
    for person in (circle.story.noora, circle.story.ville):
        circle.grant(person, circle.newest(passage), Audience.GROUP)
    assert "Noora ja Ville." in plain(circle.story.kim).get(circle.note_url).text
    plain(circle.story.ville).post(f"/passages/{passage.id}/withdrawals", page="/consents")
    for person in (circle.story.kim, circle.story.noora):
        page = plain(person).get(circle.note_url).text
        assert "Noora ja Ville." not in page
        assert "Ville" not in page
    assert "Voit silti perua lupasi" in plain(circle.story.noora).get("/consents").text


def link(circle: Circle) -> str:
    """The withdrawing link of the newest mail."""
    found = re.search(r"/withdrawals/\S+", circle.letters()[-1])
    assert found
    return found.group()


def asked(plain: Sign, circle: Circle) -> Passage:
    """As ``shared``, but asked through the page, so that a mail went out."""
    passage = circle.passage(TEXT, circle.story.noora, asked=False)
    plain(circle.story.aino).post(f"/passages/{passage.id}/consent-requests", page=circle.note_url)
    circle.grant(circle.story.noora, circle.newest(passage))
    return passage


def test_the_link_works_without_a_sign_in_and_after_everything(plain: Sign, app: Flask, circle: Circle) -> None:
    asked(plain, circle)
    story = circle.story
    story.seats["noora"].leave(Leaving.LEFT, now=circle.world.now)
    story.noora.deactivated_at = circle.world.now
    circle.session.commit()
    nobody, url = Visitor(app.test_client()), link(circle)
    calm = nobody.get(url).text
    assert "3. tapaaminen, ma\xa026.10.2026" in calm
    assert TEXT not in calm
    assert story.group.name not in calm
    assert TEXT in plain(story.ville).get(circle.note_url).text, "opening the link withdraws nothing"
    assert went(nobody.post(url, page=url)) == url
    assert "Lupasi on peruttu" in nobody.get(url).text
    assert TEXT not in plain(story.ville).get(circle.note_url).text
    with guard.inside():
        assert circle.read(select(Consent).order_by(Consent.id))[-1].channel is Channel.LINK
    assert [e.act for e in circle.read(select(AuditEvent).order_by(AuditEvent.id))][-1] == "consent.withdrawn"


def test_a_link_works_once_and_a_wrong_one_never(plain: Sign, app: Flask, circle: Circle) -> None:
    asked(plain, circle)
    nobody, url = Visitor(app.test_client()), link(circle)
    page = nobody.get(url)
    nobody.post(url, page=url)
    again = nobody.client.post(url, data=dict(re.findall(r'name="(form_token|page)" value="([^"]*)"', page.text)))
    assert again.status_code == 404
    assert "Linkki ei enää toimi" in again.text or "linkki" in again.text.lower()
    assert nobody.get("/withdrawals/" + "A" * 43).status_code == 404


def test_whoever_has_no_link_gets_one_with_the_receipt(plain: Sign, circle: Circle) -> None:
    passage = circle.passage(TEXT, circle.story.noora)
    noora = plain(circle.story.noora)
    noora.post(f"/consents/{passage.id}", page=f"/consents/{passage.id}/edit", answer="attendees")
    assert len(circle.letters()) == 1
    assert TEXT not in circle.letters()[0]
    noora.post(f"/consents/{passage.id}", page=f"/consents/{passage.id}/edit", answer="group")
    assert len(circle.letters()) == 1, "the first link is still good"


def test_after_leaving_one_withdraws_signed_in(visit: Sign, circle: Circle) -> None:
    passage = shared(circle)
    circle.story.seats["noora"].leave(Leaving.LEFT, now=circle.world.now - timedelta(days=5))
    circle.session.commit()
    went(visit(circle.story.noora).post(f"/passages/{passage.id}/withdrawals", page="/consents"))
    assert TEXT not in visit(circle.story.ville).client.get(circle.note_url).text


def test_a_text_is_removed_for_good_in_seven_days(visit: Sign, app: Flask, circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    passage = shared(circle)
    noora = visit(circle.story.noora)
    page = f"/passages/{passage.id}/removals/new"
    assert "Seitsemän päivän kuluttua se tuhotaan kaikilta" in noora.client.get(page).text
    went(noora.post(f"/passages/{passage.id}/removals", page=page))
    assert TEXT not in visit(circle.story.ville).client.get(circle.note_url).text
    assert TEXT in visit(circle.story.aino).client.get(circle.note_url).text
    later = circle.world.now + timedelta(days=7, minutes=1)
    clock.stop(monkeypatch, later)
    with app.app_context():
        chores.forget_texts(now=later)
    with guard.inside():
        assert circle.read(select(Passage))[0].erased_at is not None


def test_nobody_withdraws_for_another(visit: Sign, circle: Circle) -> None:
    passage = shared(circle)
    for person in (circle.story.ville, circle.story.aino, circle.story.jaana):
        assert visit(person).post(f"/passages/{passage.id}/withdrawals", page="/reads").status_code == 404
        assert visit(person).post(f"/passages/{passage.id}/removals", page="/reads").status_code == 404
    assert TEXT in visit(circle.story.kim).client.get(circle.note_url).text
