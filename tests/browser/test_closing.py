"""A process is closed and accounted for: evaluated, told to the client in words that all have approved, thanked, taken along, erased."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.confidential import ClientSummary, EvaluationMoment, RatingMoment
from models.confidential.questionnaire import asked_at
from models.people import Person as Row
from models.process import Standing
from tests.market import goals as agreed
from tests.pages import Hand, Keyboard, Mouse, Person
from tests.world import Story, World
from vault import evaluation_rows, evaluations, goals, guard, ratings, retention, summary_answers
from vault.evaluation_rows import Answers
from vault.goals import Wording
from vault.ratings import RatingDraft

WAYS = {
    "by keyboard alone in Finnish": (Keyboard(), "fi", {}),
    "without script on a phone in Swedish": (Mouse(), "sv", {"script": False, "width": 320}),
    "in English": (Mouse(), "en", {}),
}
FIRST = "Vertaisryhmä opetteli jakamaan raskaita käyntejä."
APPROVED = "Vertaisryhmä opetteli jakamaan kuormaa ja pyytämään apua ajoissa."
GOAL = "Vaikea puhelu päättyy niin, että voimia jää seuraavaan."
T_FIRST = "30"  # of one goal at the level -2
CODES = [question.code for question in asked_at(EvaluationMoment.FINAL)]


@dataclass
class Closing:
    """The group of the story, whose client's contact takes part as a manager; each at a browser of their own."""

    meet: Callable[[Row], Person]
    world: World
    story: Story
    group: str  # the process's address
    at: dict[str, Person] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Somebody, with a browser that stays open."""
        if name not in self.at:
            self.at[name] = self.meet(getattr(self.story, name))
        return self.at[name]

    def begins(self) -> None:
        """With a manager in the group, and a goal that was rated."""
        story, world = self.story, self.world
        world.member(story.group, story.marja_liisa, story.lokkiranta, Standing.MANAGER)
        words = Wording(GOAL, "Työ jatkuu.", attainment=("a", "b", "c", "d", "e"))
        draft = replace(agreed.draft(GOAL), weight=1, wording=words)
        goal = agreed.agree(world.session, goals.propose(world.session, story.aino, story.group, draft, now=world.now), now=world.now)
        ratings.rate(world.session, story.aino, goal.id, RatingMoment.START, RatingDraft(1, -2, ""), now=world.now)
        world.session.commit()

    def is_evaluated(self) -> None:
        """Opened by the supervisor, answered by everybody, closed: Noora at her browser, the others as they would."""
        aino, noora = self.person("aino"), self.person("noora")
        aino.goes_to(f"{self.group}/evaluations/new")
        aino.hand.choose(aino.page.locator("[name=moment][value=final]"))
        aino.hand.press(aino.page.locator("#evaluation-form button.go"))
        expect(aino.page.locator("#evaluation-form")).to_have_count(0)
        noora.goes_to("/")
        noora.hand.press(noora.page.locator("main a[href*='/evaluations/']").first)
        for code in CODES:
            noora.hand.choose(noora.page.locator(f"[name={code}][value='4']"))
        noora.hand.press(noora.page.locator("#answers-form button.go"))
        expect(noora.page.locator("#answers-form")).to_have_count(0)
        self._others_answer()
        aino.goes_to(f"/evaluations/{self.evaluation}/closings/new")
        aino.hand.press(aino.page.locator("#closing-form button.go"))
        expect(aino.page.locator("#closing-form")).to_have_count(0)

    @property
    def evaluation(self) -> int:
        """The final evaluation's id."""
        (evaluation,) = evaluation_rows.of(self.world.session, self.story.group.id)
        self.world.session.commit()  # a reading transaction of ours would let the server wait
        return evaluation.id

    def _others_answer(self) -> None:
        session = self.world.session
        for name in ("ville", "kim", "paivi", "eero", "marja_liisa"):
            given = Answers(dict.fromkeys(CODES, 5), {"worker": f"Sanani {name}"})
            evaluations.answer(session, getattr(self.story, name), self.evaluation, given, now=self.world.now)
        session.commit()

    def is_written_for_the_client(self, text: str) -> None:
        """By the supervisor, who then asks everybody."""
        aino = self.person("aino")
        aino.goes_to(f"{self.group}/client-summaries")
        old = aino.page.locator("main a[href^='/client-summaries/']")
        if old.count():
            old.first.click()
            aino.hand.press(aino.page.locator("main a[href$='/edit']").first)
        else:
            aino.hand.press(aino.page.locator("main form button").first)
        expect(aino.page.locator("#summary-form")).to_be_visible()
        aino.hand.write(aino.page.locator("#summary-form [name=text]"), text)
        aino.hand.press(aino.page.locator("#summary-form [name=onward]"))
        expect(aino.page.locator("#summary-form")).to_have_count(0)
        aino.hand.press(aino.page.locator("main form button.go").first)
        expect(aino.page.locator("main form button.go")).to_have_count(0)

    def is_answered(self, name: str, answer: str) -> None:
        """By one participant, on the page with exactly what the client would get."""
        person = self.person(name)
        person.goes_to(f"{self.group}/summary-answers")
        person.hand.press(person.page.locator("main a[href$='/answer']").first)
        person.hand.choose(person.page.locator(f"[name=answer][value={answer}]"))
        person.hand.press(person.page.locator("#question form button.go"))
        expect(person.page.locator("#question form button.go")).to_have_count(0)

    @property
    def summary(self) -> int:
        """The id of the only summary."""
        with guard.inside():
            summary = self.world.session.scalars(select(ClientSummary.id)).one()
        self.world.session.commit()
        return summary

    def is_approved_by_all(self) -> None:
        """Noora at her browser, the others as they would."""
        self.is_answered("noora", "approve")
        session = self.world.session
        session.expire_all()
        for name in ("ville", "kim", "paivi", "eero", "marja_liisa"):
            with guard.inside():
                version_id = session.get_one(ClientSummary, self.summary).versions[-1].id
            summary_answers.answer(session, getattr(self.story, name), self.summary, version_id, approves=True, now=self.world.now)
        session.commit()

    def is_delivered(self) -> None:
        """By the account manager, who never sees the text; then the contact reads it as the client, and prints it."""
        outi, contact = self.person("outi"), self.person("marja_liisa")
        outi.goes_to(f"/client-summaries/{self.summary}/delivery/new")
        assert APPROVED not in outi.page.content()
        outi.hand.press(outi.page.locator("main form button.go"))
        expect(outi.page.locator("main form button.go")).to_have_count(0)
        contact.goes_to(f"/delivered-summaries/{self.summary}")
        expect(contact.text(APPROVED).first).to_be_visible()
        expect(contact.text(FIRST)).to_have_count(0)
        assert contact.page.request.get(f"/delivered-summaries/{self.summary}/print").body().startswith(b"%PDF")

    def figures_stay_inside(self) -> None:
        """The T of the goals: for the group and its supervisor, for nobody else."""
        noora = self.person("noora")
        noora.goes_to(f"{self.group}/progress")
        expect(noora.page.locator("main")).to_contain_text(T_FIRST)
        for name in ("outi", "jaana", "antti"):
            answer = self.person(name).page.request.get(f"{self.group}/progress")
            assert answer.status == 404

    def ends(self) -> None:
        """The account manager completes it; everybody takes along what is theirs."""
        outi, ville = self.person("outi"), self.person("ville")
        outi.goes_to(f"{self.group}/completions/new")
        outi.hand.choose(outi.page.locator("[name=state][value=completed]"))
        outi.hand.press(outi.page.locator("main form button.btn"))
        outi.page.wait_for_url(re.compile(rf"{self.group}$"))
        ville.goes_to(f"{self.group}/farewell")
        taken = ville.page.request.get(f"{self.group}/own-texts").body()
        with zipfile.ZipFile(BytesIO(taken)) as folder:
            everything = "".join(folder.read(name).decode(errors="replace") for name in folder.namelist())
        assert "Sanani ville" in everything
        assert "Sanani kim" not in everything
        assert ville.page.request.get(f"{self.group}/participation-certificate").body().startswith(b"%PDF")
        assert self.person("aino").page.request.get("/hours/certificate").body().startswith(b"%PDF")

    def is_erased(self) -> None:
        """A hundred and eighty days later: texts are gone, for whoever may read them too; what was delivered is gone too."""
        session, later = self.world.session, self.world.now + timedelta(days=181)
        session.expire_all()
        retention.run(session, now=later)
        noora, esko = self.person("noora"), self.person("esko")
        session.commit()
        noora.goes_to(f"{self.group}/goals")
        assert GOAL not in noora.page.content()
        esko.goes_to("/audit-events")
        content = esko.page.content()
        assert not any(text in content for text in (GOAL, FIRST, APPROVED, "Sanani"))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_process_is_closed_and_accounted_for(
    new_page: Callable[..., Page], live_server: str, world: World, story: Story, way: tuple[Hand, str, dict[str, object]]
) -> None:
    hand, language, options = way

    def meet(row: Row) -> Person:
        row.language = language
        world.session.commit()
        page = new_page(language=language, **options)
        page.context.add_cookies([{"name": "peili", "value": world.sign_in(row), "url": live_server}])
        return Person(page, hand)

    closing = Closing(meet, world, story, f"/engagements/{story.group.id}")
    closing.begins()
    closing.is_evaluated()
    closing.is_written_for_the_client(FIRST)
    closing.is_answered("noora", "decline")
    closing.person("aino").goes_to(f"/client-summaries/{closing.summary}")
    assert "Noora Heikura" not in closing.person("aino").page.locator("main").inner_text()
    closing.is_written_for_the_client(APPROVED)
    closing.is_approved_by_all()
    closing.is_delivered()
    closing.figures_stay_inside()
    closing.ends()
    closing.is_erased()
