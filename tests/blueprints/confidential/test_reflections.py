"""A participant's space between meetings, plainly and with htmx."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from models.confidential import Reflection, ReflectionKind
from models.people import Person
from models.privacy import AuditEvent
from models.process import Leaving
from tests.blueprints.confidential.conftest import Circle, lapse, tell_that_text_waits, went
from tests.visitor import HTMX, Visitor, hidden_fields
from vault import guard, offered_questions, reflection_openings, reflections
from vault.reflections import LONGEST, Draft

Sign = Callable[[Person], Visitor]
TEXT = "Ennen vastausta hengitän. 🌊 كل شيء"
ENTRY = {"kind": "entry"}


@pytest.fixture
def url(circle: Circle) -> str:
    """The reflections of the group."""
    return f"/engagements/{circle.story.group.id}/reflections"


def main(text: str) -> str:
    """What the page itself says, without what differs from one answer to the next."""
    body = text.split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r'value="[0-9a-f]{32,}"', "", body)


def written(visitor: Visitor, url: str, text: str = TEXT, **fields: str) -> str:
    """The address of what was written by the form."""
    return went(visitor.post(url, page=f"{url}/new", text=text, **(ENTRY | fields)))


def opened(visitor: Visitor, place: str, where: str) -> None:
    """Open it to others, by the form."""
    assert went(visitor.post(f"{place}/openings", page=f"{place}/openings/new", place=where)) == place


def test_what_is_written_is_seen_by_its_writer_alone(visit: Sign, circle: Circle, url: str) -> None:
    noora = visit(circle.story.noora)
    place = written(noora, url)
    page = noora.client.get(place).text
    assert TEXT in page
    assert "Vain sinä näet tämän" in page
    story = circle.story
    for person in (story.aino, story.ville, story.kim, story.outi, story.jaana, story.riikka, story.esko, story.marja_liisa, story.saana):
        other = visit(person).client
        assert other.get(place).status_code == 404, person.name
        assert TEXT not in other.get(url).text, person.name


def test_it_is_opened_read_with_a_trace_and_closed_again(visit: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    noora, aino = visit(story.noora), visit(story.aino)
    place = written(noora, url)
    form = noora.client.get(f"{place}/openings/new").text
    assert "Aino Rautaharju, Kim Ström, Päivi Lahdes, Ville Anttonen" in form
    opened(noora, place, f"attendees-{story.held.id}")
    assert TEXT not in aino.client.get(url).text
    assert place in aino.client.get(url).text
    assert "Luki reflektion" not in noora.client.get("/reads").text
    assert TEXT in aino.client.get(place).text
    assert "Luki reflektion" in noora.client.get("/reads").text
    assert went(noora.post(f"{place}/openings/deletion", page=place)) == place
    assert aino.client.get(place).status_code == 404
    assert place not in aino.client.get(url).text


@pytest.mark.parametrize("where", ["", "attendees-999999", "private", "attendees"])
def test_it_is_opened_to_no_meeting_of_others(visit: Sign, circle: Circle, url: str, where: str) -> None:
    noora = visit(circle.story.noora)
    place = written(noora, url)
    answer = noora.post(f"{place}/openings", page=f"{place}/openings/new", place=where)
    assert answer.status_code == 422
    assert "Valitse" in answer.text
    with guard.inside():
        assert circle.read(select(Reflection.opened_at)) == [None]


@pytest.mark.parametrize(
    ("text", "sentence"), [("", "Kirjoita tähän jotakin"), ("x" * (LONGEST + 1), "Lyhennä"), ("a\x00b", "ei voi tallentaa")]
)
def test_what_cannot_be_saved_is_said_and_kept(visit: Sign, circle: Circle, url: str, text: str, sentence: str) -> None:
    noora = visit(circle.story.noora)
    answer = noora.post(url, page=f"{url}/new", text=text, kind="task")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert text.replace("\x00", "") in answer.text.replace("\x00", "")
    assert re.search(r'value="task"[^>]* checked|checked[^>]* value="task"', answer.text)


def test_it_is_saved_as_one_types_while_it_is_private(typing: Sign, circle: Circle, url: str) -> None:
    noora = typing(circle.story.noora)
    place = written(noora, url)
    form = noora.client.get(f"{place}/edit").text
    assert "data-autosave" in form
    answer = noora.post(place, page=f"{place}/edit", text="Ensin", **ENTRY)
    assert answer.status_code == 200
    assert '<input type="hidden" id="reflection-version"' in answer.text
    late = noora.post(place, page=f"{place}/edit", text="Toiseksi", version="1", **ENTRY)
    assert late.status_code == 409
    assert "Ensin</textarea>" in late.text
    assert "Toiseksi</textarea>" in late.text
    assert noora.post(place, page=f"{place}/edit", text="x" * (LONGEST + 1), **ENTRY).status_code == 422
    opened(noora, place, "supervisors")
    form = noora.client.get(f"{place}/edit").text
    assert "data-autosave" not in form
    assert "He lukevat sen, minkä tallennat." in form


def test_a_stale_form_shows_both_texts_without_script(plain: Sign, circle: Circle, url: str) -> None:
    noora = plain(circle.story.noora)
    place = written(noora, url)
    assert went(noora.post(place, page=f"{place}/edit", text="Puhelimella", **ENTRY)) == place
    late = noora.post(place, page=f"{place}/edit", text="Koneella", version="1", kind="task")
    assert late.status_code == 409
    assert "Puhelimella</textarea>" in late.text
    assert "Koneella</textarea>" in late.text
    again = hidden_fields(late.text, place) | {"text": "Koneella"}
    assert went(noora.client.post(place, data=again)) == place
    page = noora.client.get(place).text
    assert "Koneella" in page
    assert "<h1>Tehtävä</h1>" in page


def test_what_was_typed_when_the_sign_in_ended_is_offered_here(plain: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    noora = plain(story.noora)
    place = written(noora, url)
    form = hidden_fields(noora.client.get(f"{place}/edit").text, place)
    lapse(circle)
    noora.client.post(place, data=form | {"text": "Jäi kesken", "kind": "entry", "page": f"{place}/edit"})
    noora = plain(story.noora)
    tell_that_text_waits(circle)
    page = noora.client.get(f"{place}/edit").text
    assert "Jäi kesken</textarea>" in page
    assert f"{TEXT}</textarea>" in page


def test_a_task_is_done_and_brought(visit: Sign, circle: Circle, url: str) -> None:
    noora = visit(circle.story.noora)
    place = written(noora, url, kind="task")
    assert 'id="to-do"' in noora.client.get(url).text
    assert went(noora.post(f"{place}/marks", page=url, mark="done")) == url
    assert went(noora.post(f"{place}/marks", page=place, mark="bring")) == place
    page = noora.client.get(url).text
    assert 'id="to-do"' not in page
    assert 'id="brought"' in page
    assert noora.post(f"{place}/marks", page=place, mark="burn").status_code == 400


def test_a_deleted_one_is_gone(visit: Sign, circle: Circle, url: str) -> None:
    noora = visit(circle.story.noora)
    place = written(noora, url)
    assert went(noora.post(f"{place}/deletion", page=place)) == url
    assert noora.client.get(place).status_code == 404
    with guard.inside():
        assert circle.read(select(func.count(Reflection.id))) == [0]


def test_own_ones_stay_and_leave_with_their_writer(plain: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    noora = plain(story.noora)
    place = written(noora, url)
    story.seats["noora"].leave(Leaving.LEFT, now=circle.world.now)
    circle.session.commit()
    noora = plain(story.noora)
    assert noora.client.get(f"{url}/new").status_code == 404
    assert TEXT in noora.client.get(url).text
    assert TEXT in noora.client.get("/reflections").text
    assert went(noora.post(place, page=f"{place}/edit", text="Lähdettyäni", **ENTRY)) == place
    copy = noora.client.get("/reflections/export")
    assert copy.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(copy.data)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(files) == {"reflections.html", "reflections.txt", "reflections.json"}
    assert all("Lähdettyäni" in text for text in files.values())
    assert json.loads(files["reflections.json"])[0]["open_to"] == "private"
    assert "reflection.exported" in circle.read(select(AuditEvent.act))
    assert "Lähdettyäni" not in plain(story.ville).client.get("/reflections").text


def test_whoever_came_for_one_meeting_has_a_space_and_reads_of_that_meeting_alone(visit: Sign, circle: Circle, url: str) -> None:
    story, world = circle.story, circle.world
    sitting = world.substitute(story.seats["eero"], story.joonas, story.held)
    world.mark(story.held, sitting)
    sitting.leave(Leaving.COMPLETED, now=world.now)
    circle.session.commit()
    noora, joonas = visit(story.noora), visit(story.joonas)
    here, before, supervised = written(noora, url), written(noora, url), written(noora, url)
    opened(noora, here, f"attendees-{story.held.id}")
    opened(noora, before, f"attendees-{story.meetings[0].id}")
    opened(noora, supervised, "supervisors")
    assert [joonas.client.get(place).status_code for place in (here, before, supervised)] == [200, 404, 404]
    page = joonas.client.get(url).text
    assert here in page
    assert f'href="/engagements/{story.group.id}"' not in page, "whose page is not open to who came for one meeting"
    assert joonas.client.get(written(joonas, url, "Omani")).status_code == 200


def test_a_question_waits_is_told_without_its_words_and_answered_in_private(visit: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    aino, noora = visit(story.aino), visit(story.noora)
    offering = url.replace("reflections", "offered-questions")
    assert went(aino.post(offering, page=f"{offering}/new", words="Mikä kantaa?", to=str(story.noora.id))) == url
    (letter,) = circle.letters()
    assert "Mikä kantaa" not in letter
    assert story.group.name not in letter
    assert url in letter
    assert "Työnohjaajasi on tarjonnut" in noora.client.get("/").text
    assert "Työnohjaajasi on tarjonnut" not in visit(story.ville).client.get("/").text
    assert "Mikä kantaa?" not in visit(story.ville).client.get(url).text
    aino.client.get(url)  # which says what has just been done
    before = main(aino.client.get(url).text)
    asked = re.search(r'href="([^"]*\?question=\d+)"', noora.client.get(url).text)
    assert asked is not None
    place = went(noora.post(url, page=asked.group(1), text=TEXT, **ENTRY))
    assert "Mikä kantaa?" in noora.client.get(place).text
    assert "Työnohjaajasi on tarjonnut" not in noora.client.get("/").text
    assert main(aino.client.get(url).text) == before
    assert aino.client.get(place).status_code == 404


def test_a_closed_question_keeps_the_text_of_who_was_answering(visit: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    offered_questions.offer(circle.session, story.aino, story.group, "Mikä kantaa?", to_id=None, now=circle.world.now)
    circle.session.commit()
    aino, noora = visit(story.aino), visit(story.noora)
    number = offered_questions.listed(circle.session, story.aino, story.group, now=circle.world.now)[0].id
    circle.session.commit()
    form = hidden_fields(noora.client.get(f"{url}/new?question={number}").text, url)
    assert form["question"] == str(number)
    assert went(aino.post(f"/offered-questions/{number}/deletion", page=url)) == url
    answer = noora.client.post(url, data=form | ENTRY | {"text": TEXT}, headers=HTMX if noora.htmx else {})
    assert answer.status_code == 422
    assert TEXT in answer.text
    assert "ei ole enää tarjolla" in answer.text
    for question in ("0", "99999999999999999999", "x"):
        assert noora.client.get(f"{url}/new?question={question}").status_code == 200


def test_a_bank_is_filled_once_reworded_and_offered_from(visit: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    aino = visit(story.aino)
    bank = "/bank-questions"
    went(aino.post("/starter-questions", page=bank))
    assert aino.client.get(bank).text.count('class="row"') == 12
    went(aino.post("/starter-questions", page=bank))
    page = aino.client.get(bank).text
    assert page.count('class="row"') == 12
    first = re.findall(r"/bank-questions/(\d+)/edit", page)[0]
    assert went(aino.post(f"{bank}/{first}", page=f"{bank}/{first}/edit", words="Mikä muuttui?")) == bank
    late = aino.post(f"{bank}/{first}", page=f"{bank}/{first}/edit", words="Mikä pysyi?", version="1")
    assert late.status_code == 409
    assert "Mikä muuttui?</textarea>" in late.text
    assert aino.post(bank, page=f"{bank}/new", words="x" * 501).status_code == 422
    new = url.replace("reflections", "offered-questions/new")
    assert "Mikä muuttui?</textarea>" in aino.client.get(f"{new}?bank={first}").text
    mikael = visit(story.mikael)
    assert mikael.client.get(f"{bank}/{first}/edit").status_code == 404
    assert visit(story.noora).client.get(bank).status_code == 403


def test_many_take_no_more_statements(plain: Sign, circle: Circle, url: str) -> None:
    story, now = circle.story, circle.world.now
    statements: list[str] = []
    event.listen(circle.session.get_bind(), "before_cursor_execute", lambda *given: statements.append(given[2]))

    def counted(person: Person) -> dict[str, int]:
        client = plain(person).client
        found = {}
        for page in (url, "/reflections", "/"):
            client.get(page)
            statements.clear()
            assert client.get(page).status_code == 200
            found[page] = len(statements)
            assert found[page] > 1
        return found

    def several() -> None:
        for number in range(6):
            for person in (story.noora, story.ville):
                draft = Draft(f"Ajatus {number}", ReflectionKind.TASK)
                saved = reflections.write(circle.session, person, story.group, draft, now=now + timedelta(minutes=number))
                row = reflections.own(circle.session, person, saved.id, now=now)
                assert row is not None
                reflections.mark(circle.session, person, row, reflections.Mark.BRING, now=now)
                reflection_openings.open_up(circle.session, person, row, f"attendees-{story.held.id}", now=now)
                circle.session.commit()
            offered_questions.offer(circle.session, story.aino, story.group, f"Mikä kantaa {number}?", to_id=None, now=now)
        circle.session.commit()

    several()
    few = {person.name: counted(person) for person in (story.noora, story.aino)}
    several()
    assert {person.name: counted(person) for person in (story.noora, story.aino)} == few


@pytest.mark.parametrize("number", ["-" + "9" * 30, "9" * 30, "9" * 5000, "0", "-1", "٣"])
def test_numbers_that_are_nothing_break_nothing(plain: Sign, circle: Circle, url: str, number: str) -> None:
    noora = plain(circle.story.noora)
    for page in (url, "/reflections"):
        assert noora.get(page, before=number).status_code == 200
    assert noora.get(f"{url}/new", question=number).status_code == 200
    assert noora.post(url, page=f"{url}/new", text="x", question=number, **ENTRY).status_code == 422
