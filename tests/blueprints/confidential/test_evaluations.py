"""Evaluations over HTTP: opened, answered and closed, plainly and by htmx; what is refused is refused in words and loses nothing."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from models.base.house import OutboxMessage
from models.confidential import EvaluationMoment
from models.confidential.questionnaire import asked_at
from models.process import Form, Standing
from tests.blueprints.confidential.conftest import Circle, went
from vault import evaluations
from vault.evaluation_rows import Answers

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine
    from werkzeug.test import TestResponse

    from models.confidential import Evaluation
    from models.people import Person
    from tests.visitor import Visitor

Visit = Callable[["Person"], "Visitor"]
MIDDLE, FINAL = EvaluationMoment.MIDDLE, EvaluationMoment.FINAL
WORDS = "Hengähdän ennen puhelua. 🌊 שלום עולם"


@dataclass
class Desk:
    """The peer group, whose evaluations can be opened, answered and closed without a page."""

    circle: Circle

    def open(self, moment: EvaluationMoment = MIDDLE) -> Evaluation:
        """By Aino."""
        story = self.circle.story
        evaluation, _ = evaluations.begin(self.circle.session, story.aino, story.group, moment, now=self.circle.world.now)
        self.circle.session.commit()
        return evaluation

    def answer(self, evaluation: Evaluation, person: Person, step: int = 4, **words: str) -> None:
        """The same step to everything."""
        given = Answers({question.code: step for question in asked_at(evaluation.moment)}, words)
        evaluations.answer(self.circle.session, person, evaluation.id, given, now=self.circle.world.now)
        self.circle.session.commit()

    def close(self, evaluation: Evaluation) -> None:
        """By Aino."""
        evaluations.close(self.circle.session, self.circle.story.aino, evaluation.id, now=self.circle.world.now)
        self.circle.session.commit()

    def answered(self, moment: EvaluationMoment = MIDDLE, **steps: int) -> Evaluation:
        """Answered by these, with words by each, and closed."""
        evaluation = self.open(moment)
        for name, step in steps.items():
            self.answer(evaluation, getattr(self.circle.story, name), step, work=f"Sanat {name}.")
        self.close(evaluation)
        return evaluation

    @property
    def index(self) -> str:
        """The list."""
        return f"/engagements/{self.circle.story.group.id}/evaluations"


@pytest.fixture
def desk(circle: Circle) -> Desk:
    """The peer group."""
    return Desk(circle)


def steps(moment: EvaluationMoment = MIDDLE, step: str = "4", **other: str) -> dict[str, str]:
    """What the form sends."""
    return {question.code: step for question in asked_at(moment)} | other


def said(answer: TestResponse, *sentences: str, status: int = 200) -> bool:
    """Whether the page says all of it."""
    assert answer.status_code == status, answer.status
    text = html.unescape(answer.text)
    for sentence in sentences:
        assert sentence in text, sentence
    return True


def test_opening_asks_everybody_without_a_word_of_content(visit: Visit, desk: Desk) -> None:
    aino = visit(desk.circle.story.aino)
    assert said(aino.post(desk.index, page=f"{desk.index}/new"), "Valitse väliarviointi tai loppuarviointi.", status=422)
    url = went(aino.post(desk.index, page=f"{desk.index}/new", moment="middle"))
    assert said(aino.get(url), "Niin kauan kuin arviointi on avoinna")
    assert said(aino.get(desk.index), "Vastanneita 0 / 5")
    letters = [letter for letter in desk.circle.letters() if "/answers/edit" in letter]
    assert len(letters) == 5
    assert not any("Asiakastyön" in letter for letter in letters)
    again = aino.post(desk.index, page=f"{desk.index}/new", moment="middle")
    assert said(again, "Tämä arviointi on jo avattu.", status=422)
    assert said(aino.post(desk.index, page=f"{desk.index}/new", moment="final"), "Sulje se ensin.", status=422)


def test_answers_are_saved_and_changed(visit: Visit, desk: Desk) -> None:
    evaluation, noora = desk.open(), visit(desk.circle.story.noora)
    url = f"/evaluations/{evaluation.id}/answers"
    assert said(noora.get(f"{url}/edit"), "Kuka lukee vastauksesi", "Kukaan ei lue valitsemiasi portaita.", "Aino Rautaharju")
    page = went(noora.post(url, page=f"{url}/edit", **steps(work=WORDS)))
    assert said(noora.get(page), WORDS, "Olet vastannut.", "Hyvin")
    went(noora.post(url, page=f"{url}/edit", **steps(step="1", work=WORDS)))
    assert said(noora.get(page), "Ei lainkaan", WORDS)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"work_matters": ""}, "Valitse, miten hyvin tämä sopii: Minulla on aiempaa selkeämpi käsitys"),
        ({"work_matters": "6"}, "Valitse, miten hyvin tämä sopii: Minulla on aiempaa selkeämpi käsitys"),
        ({"work_matters": "-1"}, "Valitse, miten hyvin tämä sopii: Minulla on aiempaa selkeämpi käsitys"),
        ({"work_matters": "٤"}, "Valitse, miten hyvin tämä sopii: Minulla on aiempaa selkeämpi käsitys"),
        ({"work": "ä" * 10_000}, "2000"),
        ({"work": "a\u202eb"}, "U+202E"),
    ],
    ids=["missing", "six", "negative", "another digit", "long", "bidi"],
)
def test_what_is_refused_stays_on_the_page(visit: Visit, desk: Desk, wrong: dict[str, str], sentence: str) -> None:
    evaluation, noora = desk.open(), visit(desk.circle.story.noora)
    url = f"/evaluations/{evaluation.id}/answers"
    answer = noora.post(url, page=f"{url}/edit", **(steps(worker="Sanani säilyvät.") | wrong))
    assert said(answer, sentence, "Sanani säilyvät.", wrong.get("work", ""), status=422)
    assert 'id="errors"' in answer.text


def test_other_answers_saved_meanwhile_are_shown_beside(visit: Visit, desk: Desk) -> None:
    evaluation, noora = desk.open(), visit(desk.circle.story.noora)
    url = f"/evaluations/{evaluation.id}/answers"
    desk.answer(evaluation, desk.circle.story.noora, 2, work="Toisen ikkunan sanat.")
    answer = noora.post(url, page=f"{url}/edit", **steps(work="Tämän ikkunan sanat.", version="0"))
    assert said(answer, "Toisen ikkunan sanat.", "Tämän ikkunan sanat.", status=409)
    assert went(noora.post(url, page=f"{url}/edit", **steps(work="Tämän ikkunan sanat.")))


def test_answers_sent_after_closing_are_refused_and_stay_on_the_page(visit: Visit, desk: Desk) -> None:
    evaluation, noora = desk.open(), visit(desk.circle.story.noora)
    url = f"/evaluations/{evaluation.id}/answers"
    noora.get(f"{url}/edit")
    desk.close(evaluation)
    answer = noora.post(url, page="/settings", **steps(work=WORDS, version="0"))
    assert said(answer, "Arviointi on suljettu, joten vastauksia ei voi enää tallentaa.", WORDS, status=422)
    assert said(noora.get(f"{url}/edit"), "Arviointi on suljettu", "Katso omat vastauksesi")


def test_closing_tells_members_the_results_and_supervisors_the_words(visit: Visit, desk: Desk) -> None:
    story = desk.circle.story
    evaluation = desk.open()
    for person, step in ((story.noora, 5), (story.ville, 4), (story.kim, 4), (story.paivi, 2), (story.eero, 1)):
        desk.answer(evaluation, person, step, work=f"Sanat {person.name}.")
    aino, url = visit(story.aino), f"/evaluations/{evaluation.id}"
    assert went(aino.post(f"{url}/closings", page=f"{url}/closings/new")) == url
    assert went(aino.get(f"{url}/closings/new")) == url
    assert said(aino.get(url), "vähintään 3 / 5 vastaajaa", "Sanat Noora Heikura.", "Sanat Eero Mustaoja.")
    page = html.unescape(visit(story.noora).get(url).text)
    assert "vähintään 3 / 5 vastaajaa" in page
    assert "Sanat Noora Heikura." in page
    assert "Sanat Eero Mustaoja." not in page
    assert said(visit(story.aino).post(f"{url}/closings", page="/settings"), "Arviointi on suljettu", status=422)


def test_few_answers_tell_less(plain: Visit, desk: Desk) -> None:
    evaluation = desk.answered(noora=5, ville=4, kim=1)
    assert said(plain(desk.circle.story.ville).get(f"/evaluations/{evaluation.id}"), "Sopii hyvin yli puoleen 3 vastaajasta.")
    final = desk.answered(FINAL, noora=5, ville=4)
    assert said(plain(desk.circle.story.ville).get(f"/evaluations/{final.id}"), "Vastauksia laskettiin alle kolme")


def test_client_sees_nothing_and_an_account_manager_only_that_it_is(plain: Visit, desk: Desk) -> None:
    evaluation, story = desk.answered(noora=5, ville=4, kim=1), desk.circle.story
    assert plain(story.marja_liisa).get(desk.index).status_code == 404
    assert "Arviointi" not in html.unescape(plain(story.marja_liisa).get(f"/engagements/{story.group.id}").text)
    outi = plain(story.outi)
    page = html.unescape(outi.get(desk.index).text)
    assert "Väliarviointi" in page
    assert "Suljettu" in page
    assert "Vastanneita" not in page
    assert f"/evaluations/{evaluation.id}" not in page
    assert outi.get(f"/evaluations/{evaluation.id}").status_code == 404


def test_the_form_says_beforehand_what_it_means_to_be_alone_or_a_manager(plain: Visit, desk: Desk) -> None:
    circle, story = desk.circle, desk.circle.story
    alone = circle.world.engagement("Saana", Form.INDIVIDUAL)
    circle.world.assign(alone, story.aino)
    circle.world.member(alone, story.saana)
    evaluation, _ = evaluations.begin(circle.session, story.aino, alone, FINAL, now=circle.world.now)
    story.seats["eero"].standing = Standing.MANAGER
    circle.session.commit()
    assert said(plain(story.saana).get(f"/evaluations/{evaluation.id}/answers/edit"), "vastauksesi lukee nimelläsi Aino Rautaharju")
    group = desk.open()
    assert said(plain(story.eero).get(f"/evaluations/{group.id}/answers/edit"), "Osallistut esihenkilönä, joten portaitasi ei lasketa.")
    assert "esihenkilönä" not in plain(story.noora).get(f"/evaluations/{group.id}/answers/edit").text


def test_the_day_says_what_waits_without_content(plain: Visit, desk: Desk) -> None:
    story = desk.circle.story
    assert said(plain(story.aino).get("/"), "On väliarvioinnin aika.")
    desk.open()
    assert "On väliarvioinnin aika." not in plain(story.aino).get("/").text
    assert said(plain(story.noora).get("/"), "Arviointi odottaa vastauksiasi.")
    assert "Arviointi odottaa" not in plain(story.marja_liisa).get("/").text


def test_the_tab_is_there_for_whom_it_holds_something(plain: Visit, desk: Desk) -> None:
    story = desk.circle.story
    page = f"/engagements/{story.group.id}"
    assert (desk.index in plain(story.aino).get(page).text, desk.index in plain(story.noora).get(page).text) == (True, False)
    desk.open()
    assert desk.index in plain(story.noora).get(page).text
    assert desk.index not in plain(story.marja_liisa).get(page).text


def test_statements_do_not_grow_with_answers(plain: Visit, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from web.extensions import db

    story, aino = desk.circle.story, plain(desk.circle.story.aino)
    with aino.client.application.app_context():
        engine = db.engine

    def counted(url: str) -> int:
        return statements(engine, lambda: aino.get(url))

    first = desk.answered(noora=5, ville=4, kim=1)
    few = counted(f"/evaluations/{first.id}"), counted(desk.index), counted("/")
    final = desk.answered(FINAL, noora=5, ville=4, kim=1, paivi=2, eero=2)
    assert counted(f"/evaluations/{final.id}") <= few[0] <= 25
    assert counted(desk.index) <= few[1] <= 20
    assert counted("/") <= few[2]
    assert story.group.id


def statements(engine: Engine, act: Callable[[], object]) -> int:
    """How many statements the act takes."""
    found: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    act()
    event.remove(engine, "before_cursor_execute", note)
    return len(found)


def test_mail_of_an_evaluation_is_a_question_that_can_be_declined(plain: Visit, desk: Desk) -> None:
    from sqlalchemy import select

    went(plain(desk.circle.story.aino).post(desk.index, page=f"{desk.index}/new", moment="middle"))
    rows = desk.circle.read(select(OutboxMessage).where(OutboxMessage.template == "confidential/mail/evaluation_opened"))
    assert {row.notice for row in rows} == {"question"}
