"""The file of own texts: what is packed in it, word for word, for whom."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.confidential import Audience
from models.people import Person
from models.privacy import AuditEvent
from models.process import Leaving
from tests.blueprints.confidential.conftest import Circle
from tests.visitor import Visitor

NOORA, VILLE, BOTH = "Noora kertoi =iltavuorosta & <b>kiireestä</b> 🌊.", "Ville pohti rajaansa.", "Noora ja Ville jakavat käynnit. مرحبا"


@pytest.fixture
def told(circle: Circle) -> None:
    """Three shared passages."""
    story = circle.story
    for text, about in ((NOORA, [story.noora]), (VILLE, [story.ville]), (BOTH, [story.noora, story.ville])):
        passage = circle.passage(text, *about)
        for person in about:
            circle.grant(person, circle.newest(passage), Audience.GROUP)


def fetch(app: Flask, circle: Circle, person: Person) -> TestResponse:
    return Visitor.signed_in(app.test_client(), circle.world, person).get(f"/engagements/{circle.story.group.id}/own-texts")


def unpacked(answer: TestResponse) -> tuple[dict[str, Any], str]:
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="own-texts.zip"'
    folder = zipfile.ZipFile(io.BytesIO(answer.data))
    assert folder.namelist() == ["own-texts.json", "own-texts.html"]
    return json.loads(folder.read("own-texts.json")), folder.read("own-texts.html").decode()


@pytest.mark.usefixtures("told")
def test_the_file_says_exactly_what_is_ones_own(app: Flask, circle: Circle) -> None:
    data, page = unpacked(fetch(app, circle, circle.story.noora))
    assert {key for key, value in data.items() if value} == {
        *("person", "engagement", "provider", "taken_at", "attendance", "passages", "consents", "preferences")
    }
    assert data["person"] == {"name": "Noora Heikura", "email": circle.story.noora.email, "language": "fi"}
    assert data["engagement"] == {"name": circle.story.group.name, "form": "Ryhmätyönohjaus", "ended_at": None}
    assert [(p["text"], p["about_others"], p["meeting_number"]) for p in data["passages"]] == [(NOORA, False, 3), (BOTH, True, 3)]
    assert [(row["meeting_number"], row["mark"], row["minutes"]) for row in data["attendance"]] == [(n, "present", 90) for n in (1, 2, 3)]
    assert {(row["answer"], row["audience"], row["channel"]) for row in data["consents"] if row["purpose"] == "share"} == {
        ("granted", "group", "signed_in")
    }
    assert VILLE not in json.dumps(data, ensure_ascii=False) + page
    assert ('<html lang="fi">' in page, "Sinua koskevat kohdat" in page, "مرحبا" in page, "<b>" in page) == (True, True, True, False)


@pytest.mark.usefixtures("told")
def test_in_the_language_of_the_person(app: Flask, circle: Circle) -> None:
    _data, page = unpacked(fetch(app, circle, circle.story.kim))
    assert '<html lang="sv">' in page
    assert "Egna texter" in page
    assert [text for text in (NOORA, VILLE, BOTH) if text in page] == []


@pytest.mark.usefixtures("told")
def test_who_left_gets_it_and_whose_texts_are_shut_does_not(app: Flask, circle: Circle) -> None:
    story, now = circle.story, circle.world.now
    story.seats["noora"].leave(Leaving.LEFT, now=now - timedelta(days=90))
    circle.session.commit()
    data, _page = unpacked(fetch(app, circle, story.noora))
    assert [p["text"] for p in data["passages"]] == [NOORA, BOTH]
    story.noora.close_texts(now=now)
    circle.session.commit()
    assert fetch(app, circle, story.noora).status_code == 403
    page = Visitor.signed_in(app.test_client(), circle.world, story.noora).get(f"/engagements/{story.group.id}/farewell").text
    assert "own-texts" not in page


@pytest.mark.usefixtures("told")
def test_each_copy_is_an_act_that_says_nothing(app: Flask, circle: Circle) -> None:
    fetch(app, circle, circle.story.noora)
    acts = circle.read(select(AuditEvent).where(AuditEvent.act == "own_texts.exported"))
    assert [(act.actor_id, act.engagement_id, act.detail) for act in acts] == [(circle.story.noora.id, circle.story.group.id, {})]
    reads = Visitor.signed_in(app.test_client(), circle.world, circle.story.ville).get("/reads").text
    assert "Noora Heikura" in reads
