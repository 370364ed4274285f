"""The goals a group sets itself in common."""

from collections.abc import Callable

import pytest

from models.people import Person
from models.process import Leaving
from tests.blueprints.confidential.conftest import Circle, went
from tests.visitor import Visitor

Sign = Callable[[Person], Visitor]


@pytest.fixture
def url(circle: Circle) -> str:
    """The goals of the group."""
    return f"/engagements/{circle.story.group.id}/goals"


def test_the_supervisor_writes_and_the_group_reads(visit: Sign, circle: Circle, url: str) -> None:
    aino = visit(circle.story.aino)
    assert went(aino.post(url, page=f"{url}/edit", text="Puhelu päättyy **ajallaan**.")) == url
    page = visit(circle.story.noora).client.get(url).text
    assert "<strong>ajallaan</strong>" in page
    assert "/edit" not in page.split("<main")[1]


def test_nobody_else_reads_and_no_participant_writes(visit: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    for person in (story.outi, story.jaana, story.riikka, story.esko, story.marja_liisa, story.saana, story.mikael, story.joonas):
        assert visit(person).client.get(url).status_code == 404, person.name
    assert visit(story.noora).client.get(f"{url}/edit").status_code == 403
    story.seats["noora"].leave(Leaving.LEFT, now=circle.world.now)
    circle.session.commit()
    assert visit(story.noora).client.get(url).status_code == 404


def test_two_people_writing_see_both_texts(visit: Sign, circle: Circle, url: str) -> None:
    aino = visit(circle.story.aino)
    aino.post(url, page=f"{url}/edit", text="Yksi")
    late = aino.post(url, page=f"{url}/edit", text="Kaksi", version="0")
    assert late.status_code == 409
    assert "Yksi</textarea>" in late.text
    assert "Kaksi</textarea>" in late.text


@pytest.mark.parametrize(("text", "sentence"), [("", "Kirjoita tähän jotakin"), ("x" * 5_001, "Lyhennä")])
def test_what_cannot_be_saved_is_said(visit: Sign, circle: Circle, url: str, text: str, sentence: str) -> None:
    answer = visit(circle.story.aino).post(url, page=f"{url}/edit", text=text)
    assert answer.status_code == 422
    assert sentence in answer.text
