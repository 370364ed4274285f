"""The directory and the page of one supervisor."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from models.people import Credential, CredentialKind, Person, Role
from models.people.supervisor_words import Presentation, Words
from tests.blueprints.people.presentations.conftest import Gallery
from tests.presentations import written
from tests.visitor import HTMX, Visitor
from tests.world import NOW
from web import extensions


@pytest.fixture
def statements(app: Flask) -> Callable[[Callable[[], object]], int]:
    """Counts the SQL statements of what is done."""

    def count(act: Callable[[], object]) -> int:
        seen: list[str] = []
        with app.app_context():
            engine = extensions.db.engine
        listener = lambda _c, _cursor, statement, *_rest: seen.append(statement)  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        act()
        event.remove(engine, "before_cursor_execute", listener)
        return len(seen)

    return count


def crowd(gallery: Gallery, people: int) -> None:
    for number in range(people):
        person = gallery.world.person(f"Tekijä {number:03}", Role.SUPERVISOR)
        supervisor = written(person, now=NOW)
        gallery.session.add(supervisor)
        gallery.session.flush()
        supervisor.publish(by=gallery.story.jaana, now=NOW)
    gallery.session.commit()


def test_a_visitor_sees_what_is_published_and_nothing_else(visitor: Visitor, gallery: Gallery) -> None:
    page = visitor.get("/supervisors").text
    assert "Aino Rautaharju" in page
    assert "Mikael Sundell" not in page
    assert '<p class="muted" id="count" role="status">1 työnohjaaja</p>' in page
    profile = visitor.get(f"/supervisors/{gallery.aino.id}")
    assert profile.status_code == 200
    for text in (
        "<strong>tehnyt</strong>",
        "11/2021",
        "kevät 2017",
        "Umeå universitet",
        "ratkaisukeskeisyys",
        "aino@merituuli.example",
        "B214",
    ):
        assert text in profile.text.replace("<wbr>", ""), text
    assert "50 123 4567" not in profile.text, "the telephone's switch is off"
    assert visitor.get(f"/supervisors/{gallery.mikael.id}").status_code == 404
    assert visitor.get("/supervisors/999").status_code == 404


def test_where_the_directory_is_not_public_a_visitor_signs_in(app: Flask, visitor: Visitor, gallery: Gallery) -> None:
    settings = app.config["PEILI"]
    app.config["PEILI"] = replace(settings, directory_public=False)
    try:
        for url in ("/supervisors", f"/supervisors/{gallery.aino.id}", f"/photos/{'a' * 32}/small"):
            answer = visitor.get(url)
            assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/sessions/new")
        somebody = Visitor.signed_in(app.test_client(), gallery.world, gallery.story.noora)
        assert somebody.get("/supervisors").status_code == 200
    finally:
        app.config["PEILI"] = settings


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=rautaharju", 1),
        ("q=ei-ketään", 0),
        ("form=group&sector=social", 1),
        ("form=group&sector=health", 0),
        ("language=sv&place=remote", 1),
        ("language=en", 0),
        ("form=nonsense&sector=../&language=%00&place=%F0%9F%98%80&after=x", 1),
        ("q=" + "ä" * 5000, 0),
        ("q=%00%E2%80%AE", 1),
    ],
)
def test_search_and_filters_live_in_the_address(
    visitor: Visitor, gallery: Gallery, headers: dict[str, str], query: str, count: int
) -> None:
    answer = visitor.client.get(f"/supervisors?{query}", headers=headers)
    assert answer.status_code == 200
    assert ("<html" in answer.text) is not bool(headers)
    assert f">{count} työnohjaaja" in answer.text
    if not headers and query.startswith("form=group"):
        assert '<option selected value="group">' in answer.text


def test_the_directory_goes_on_page_by_page_in_finnish_order(visitor: Visitor, gallery: Gallery) -> None:
    crowd(gallery, 45)
    names: list[str] = []
    url: str | None = "/supervisors?language=fi"
    while url:
        page = visitor.get(url).text
        names += re.findall(r'<h2><a href="/supervisors/\d+">([^<]+)', page)
        found = re.search(r'<a href="([^"]+)" rel="next"', page)
        url = found[1].replace("&amp;", "&") if found else None
    assert names == ["Aino Rautaharju", *(f"Tekijä {number:03}" for number in range(45))]


@pytest.mark.parametrize("who", ["nobody", "jaana", "aino", "noora"])
def test_the_number_of_statements_does_not_grow(
    app: Flask, gallery: Gallery, statements: Callable[[Callable[[], object]], int], who: str
) -> None:
    client: FlaskClient = app.test_client()
    if who != "nobody":
        Visitor.signed_in(client, gallery.world, getattr(gallery.story, who))
    client.get("/supervisors")
    few = statements(lambda: client.get("/supervisors"))
    crowd(gallery, 15)
    assert statements(lambda: client.get("/supervisors")) == few
    assert few <= 11


def test_texts_in_another_language_say_so(app: Flask, gallery: Gallery) -> None:
    client = app.test_client()
    client.set_cookie("peili-language", "en")
    page = client.get(f"/supervisors/{gallery.aino.id}").text
    assert '<div class="text prose" lang="fi">' in page
    assert "This text has not been translated yet." in page
    client.set_cookie("peili-language", "sv")
    page = client.get(f"/supervisors/{gallery.aino.id}").text
    assert "Jag har arbetat som socialarbetare." in page
    assert '<div class="text prose">' in page


def test_markup_in_texts_stays_text(gallery: Gallery, visitor: Visitor) -> None:
    nasty = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    draft = gallery.aino.draft
    words = Presentation(fi=Words(nasty, nasty, nasty, nasty))
    gallery.aino.edit("presentation", words, base=draft, by=gallery.story.aino, now=NOW)
    gallery.aino.publish(by=gallery.story.jaana, now=NOW)
    gallery.session.commit()
    for url in ("/supervisors", f"/supervisors/{gallery.aino.id}"):
        page = visitor.get(url).text
        assert "<script>alert" not in page
        assert "onerror=alert(1)>" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize(("days", "verified", "shown"), [(1, True, True), (-1, True, False), (1, False, False)])
def test_readers_see_credentials_in_force_only(gallery: Gallery, visitor: Visitor, days: int, verified: bool, shown: bool) -> None:  # noqa: FBT001
    until = NOW.date().replace(day=NOW.day + days)
    credential = Credential(person=gallery.story.aino, kind=CredentialKind.MEMBERSHIP, title="Suomen työnohjaajat ry", valid_until=until)
    if verified:
        credential.verify(by=gallery.story.jaana, now=NOW)
    gallery.session.add(credential)
    gallery.session.commit()
    page = visitor.get(f"/supervisors/{gallery.aino.id}").text
    assert ("Suomen työnohjaajat ry" in page) is shown
    assert (f"Voimassa {until.day}.11.2026 asti." in page) is shown


def test_a_presentation_is_begun_by_an_administrator(visit: Callable[[Person], Visitor], gallery: Gallery) -> None:
    newcomer = gallery.world.person("Tuuli Kesäniemi", Role.SUPERVISOR)
    gallery.session.commit()
    jaana = visit(gallery.story.jaana)
    for wrong in ("", "x", str(gallery.story.aino.id)):
        answer = jaana.post("/supervisors", page="/supervisors/new", person=wrong)
        assert answer.status_code == 422
    answer = jaana.post("/supervisors", page="/supervisors/new", person=str(newcomer.id))
    url = answer.headers.get("Location") or answer.headers["HX-Redirect"]
    assert jaana.get(url).status_code == 200
    assert gallery.acts()[-1] == "supervisor.begun"


def test_participants_begin_no_presentation(plain: Callable[[Person], Visitor], gallery: Gallery) -> None:
    noora = plain(gallery.story.noora)
    assert noora.get("/supervisors/new").status_code == 403
    assert noora.post("/supervisors", page="/sessions", person="1").status_code == 403
    assert "/supervisors/new" not in noora.get("/supervisors").text


def test_an_administrator_sees_drafts_in_the_directory_with_their_state(plain: Callable[[Person], Visitor], gallery: Gallery) -> None:
    page = plain(gallery.story.jaana).get("/supervisors").text
    assert "Mikael Sundell" in page
    assert "Ei julkaistu" in page
    assert f'href="/supervisors/{gallery.mikael.id}/edit"' in page
