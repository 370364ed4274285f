"""Goals on their pages: proposed, agreed to, worded anew, dropped; plain and by htmx; nothing typed is lost."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select

from models.base.house import OutboxMessage
from models.confidential import Goal, GoalLevel, GoalState
from models.privacy import ReadItem
from models.process import EngagementState, Leaving
from tests.blueprints.confidential.conftest import Circle, lapse, tell_that_text_waits, went
from tests.market.goals import SUPPORT, agree, common, draft, own
from tests.visitor import Visitor, hidden_fields
from vault import goals, guard

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.people import Person

    Sign = Callable[[Person], Visitor]

TYPED = {"level": "group", "theme": "", "category": "work_flow", "words": "Puhelu päättyy **ajallaan**.", "support": SUPPORT}
NASTY = "👩🏽‍🚒 ohjaus: שלום עולם, <b>ei</b> & 'lainaus' \"kaksi\""


@pytest.fixture
def url(circle: Circle) -> str:
    """The goals of the group."""
    return f"/engagements/{circle.story.group.id}/goals"


def only(circle: Circle) -> Goal:
    circle.session.expire_all()
    with guard.inside():
        goal = circle.session.scalars(select(Goal)).one()
        _ = goal.versions
    circle.session.commit()
    return goal


def proposed(circle: Circle, person: Person, words: str) -> Goal:
    goal = goals.propose(circle.session, person, circle.story.group, draft(words), now=circle.world.now)
    circle.session.commit()
    return goal


def words_of(answer: object) -> str:
    return html.unescape(answer.text)  # type: ignore[attr-defined]


def test_a_participant_proposes_and_everybody_concerned_is_told(visit: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    assert went(visit(story.noora).post(url, page=f"{url}/new", **TYPED)) == url
    assert only(circle).state is GoalState.PROPOSED
    mails = circle.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "confidential/mail/goal_waits")).all()
    everybody = {story.ville, story.kim, story.paivi, story.eero, story.aino}
    assert {mail.to_address for mail in mails} == {person.email for person in everybody}
    page = visit(story.ville).get(url)
    assert "<strong>ajallaan</strong>" in page.text
    assert "1/6 on hyväksynyt" in page.text
    assert story.kim.name not in page.text.split("<main")[-1], "who has not agreed is the supervisors' to know"
    assert f"{story.kim.name}: ei vastausta" in visit(story.aino).get(url).text
    assert "Tavoite odottaa hyväksyntääsi." in visit(story.ville).get("/").text
    assert "Tavoite odottaa hyväksyntääsi." not in visit(story.noora).get("/").text


def test_the_last_yes_puts_it_in_force(visit: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    goal = proposed(circle, story.noora, "Sanomme ei ajoissa.")
    for person in (story.ville, story.kim, story.paivi, story.eero):
        assert went(visit(person).post(f"/goals/{goal.id}/answers", page=url, word="agree")).startswith(url)
    assert only(circle).state is GoalState.PROPOSED
    visit(story.aino).post(f"/goals/{goal.id}/answers", page=f"/goals/{goal.id}", word="not_yet")
    assert "Olet vastannut: ei vielä." in visit(story.aino).get(url).text
    visit(story.aino).post(f"/goals/{goal.id}/answers", page=f"/goals/{goal.id}", word="agree")
    assert only(circle).state is GoalState.AGREED


def test_what_is_empty_or_half_is_refused_in_words(visit: Sign, circle: Circle, url: str) -> None:
    noora = visit(circle.story.noora)
    empty = noora.post(url, page=f"{url}/new", level="group", theme="", category="work_flow", words=" ", support="")
    assert empty.status_code == 422
    assert "Kirjoita tähän jotakin" in words_of(empty)
    half = noora.post(url, page=f"{url}/new", **TYPED, level_1="Ei lainkaan", weight="3")
    assert half.status_code == 422
    assert "Kuvaa kaikki viisi tasoa" in words_of(half)
    assert "Ei lainkaan" in half.text
    assert "<details open" in half.text.replace('class="more sec2" ', "")
    for weight in ("10", "-1", "1.5", "٣", "kolme", "9" * 400):
        wrong = noora.post(url, page=f"{url}/new", **TYPED, weight=weight)
        assert wrong.status_code == 422
        assert "kokonaisluku 0–9" in words_of(wrong)
    alone = visit(circle.story.aino).post(url, page=f"{url}/new", **(TYPED | {"level": "individual", "owner_id": ""}))
    assert alone.status_code == 422
    assert "Valitse, kenen oma tavoite se on." in words_of(alone)
    circle.session.expire_all()
    with guard.inside():
        assert circle.session.scalars(select(Goal)).all() == []


@pytest.mark.parametrize(("field", "longest"), [("words", 5_000), ("support", 2_000), ("start", 1_000), ("step_3", 300), ("level_2", 300)])
def test_ten_thousand_characters_come_back(plain: Sign, circle: Circle, url: str, field: str, longest: int) -> None:
    typed = NASTY + "x" * (10_000 - len(NASTY))
    answer = plain(circle.story.noora).post(url, page=f"{url}/new", **(TYPED | {field: typed}))
    assert answer.status_code == 422
    assert "Lyhennä" in answer.text
    assert typed in words_of(answer)
    fits = plain(circle.story.noora).post(url, page=f"{url}/new", **(TYPED | {"words": NASTY + "x" * (longest - len(NASTY))}))
    assert fits.status_code == 303 or longest > len(NASTY)


def test_emoji_and_right_to_left_are_kept(plain: Sign, circle: Circle, url: str) -> None:
    plain(circle.story.noora).post(url, page=f"{url}/new", **(TYPED | {"words": NASTY, "step_1": NASTY, "start": NASTY}))
    page = plain(circle.story.noora).client.get(f"/goals/{only(circle).id}")
    assert words_of(page).count(NASTY) >= 3
    assert "<b>ei</b>" not in page.text


def test_new_words_wait_beside_the_former(visit: Sign, circle: Circle) -> None:
    story = circle.story
    goal = common(circle.session, story.group, "Sanomme ei.", now=circle.world.now)
    circle.session.commit()
    page, show = f"/goals/{goal.id}/edit", f"/goals/{goal.id}"
    anew = {"theme": "", "category": "work_flow", "words": "Sanomme ei ajoissa.", "support": SUPPORT, "reason": "Myöhään ei auta."}
    without = visit(story.ville).post(show, page=page, **(anew | {"reason": ""}))
    assert without.status_code == 422
    assert "Kirjoita, miksi tavoite muotoillaan uudelleen." in without.text
    assert went(visit(story.ville).post(show, page=page, **anew)) == show
    text = visit(story.eero).get(show).text
    assert "Myöhään ei auta." in text
    assert "<ins>" in text
    assert visit(story.joonas).get(show).status_code == 404
    agree(circle.session, only(circle), now=circle.world.now)
    circle.session.commit()
    assert "Aiemmat sanat" in visit(story.eero).get(show).text


def test_of_two_writers_the_later_sees_both(visit: Sign, circle: Circle) -> None:
    story = circle.story
    goal = common(circle.session, story.group, "Sanomme ei.", now=circle.world.now)
    circle.session.commit()
    page, show = f"/goals/{goal.id}/edit", f"/goals/{goal.id}"
    typed = {"theme": "", "category": "work_flow", "support": SUPPORT, "reason": "Syy."}
    visit(story.ville).post(show, page=page, words="Villen sanat.", **typed)
    late = visit(story.eero).post(show, page=page, words="Eeron sanat.", number="1", **typed)
    assert late.status_code == 409
    assert "Villen sanat." in late.text
    assert "Eeron sanat.</textarea>" in late.text
    assert 'name="number" value="2"' in late.text
    same = visit(story.eero).post(show, page=page, words="Villen sanat.", **typed)
    assert same.status_code == 422
    assert "Mikään ei ole muuttunut" in same.text


def test_an_answer_about_former_words_is_no_answer(visit: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    goal = proposed(circle, story.noora, "Yksi.")
    seen = goal.newest.id
    goals.revise(circle.session, story.ville, goal.id, draft("Kaksi."), reason="Selvempi.", number=1, now=circle.world.now)
    circle.session.commit()
    late = visit(story.eero).post(f"/goals/{goal.id}/answers", page=url, word="agree", version=str(seen))
    assert late.status_code == 409
    assert "muotoiltu uudelleen" in late.text
    assert "Kaksi." in late.text
    for wrong in ({"word": "agree", "version": "x"}, {"word": "maybe"}):
        assert visit(story.eero).post(f"/goals/{goal.id}/answers", page=url, **wrong).status_code == 400


def test_dropping_needs_a_reason_and_ends_it(visit: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    goal = common(circle.session, story.group, "Sanomme ei.", now=circle.world.now)
    circle.session.commit()
    page, show = f"/goals/{goal.id}/endings/new", f"/goals/{goal.id}/endings"
    assert visit(story.noora).get(page).status_code == 404
    without = visit(story.aino).post(show, page=page, reason=" ")
    assert without.status_code == 422
    assert "Kirjoita, miksi tavoitteesta luovutaan." in without.text
    assert went(visit(story.aino).post(show, page=page, reason="Työ muuttui.")) == url
    assert "Työ muuttui." in visit(story.noora).get(f"/goals/{goal.id}").text
    assert visit(story.aino).get(page).status_code == 404
    assert visit(story.aino).get(f"/goals/{goal.id}/edit").status_code == 404


def test_an_own_goal_opens_with_a_trace(plain: Sign, circle: Circle, url: str) -> None:
    """The list names whose it is; the words open on the goal's page, and the owner is told."""
    story = circle.story
    goal = own(circle.session, story.noora, story.group, "Lähden ajallaan.", now=circle.world.now)
    circle.session.commit()
    aino = plain(story.aino).client
    listed = aino.get(url).text
    assert "Lähden ajallaan." not in listed
    assert "Oma tavoite: Noora Heikura" in listed
    assert "Lähden ajallaan." in aino.get(f"/goals/{goal.id}").text
    with guard.inside():
        assert [(row.item_id, row.subject_id) for row in circle.session.scalars(select(ReadItem))] == [(goal.id, story.noora.id)]
    assert "Avasi oman tavoitteesi." in plain(story.noora).client.get("/reads").text
    for person in (story.ville, story.outi, story.marja_liisa, story.jaana, story.riikka, story.esko, story.joonas, story.mikael):
        assert plain(person).client.get(f"/goals/{goal.id}").status_code == 404


def test_who_has_left_finds_their_own_only(plain: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    shared = common(circle.session, story.group, "Sanomme ei.", now=circle.world.now)
    mine = own(circle.session, story.noora, story.group, "Lähden ajallaan.", now=circle.world.now)
    story.seats["noora"].leave(Leaving.LEFT, now=circle.world.now)
    circle.session.commit()
    noora = plain(story.noora).client
    page = noora.get(url).text
    assert "Lähden ajallaan." in page
    assert "Sanomme ei." not in page
    assert story.group.commissioning_aim not in page
    assert noora.get(f"/goals/{shared.id}").status_code == 404
    assert noora.get(f"/goals/{mine.id}").status_code == 200
    assert noora.get(f"/goals/{mine.id}/edit").status_code == 404
    assert noora.get(f"{url}/new").status_code == 404


def test_who_comes_once_reads_what_is_in_force(plain: Sign, circle: Circle, url: str) -> None:
    story = circle.story
    goal = common(circle.session, story.group, "Sanomme ei.", now=circle.world.now)
    waiting = proposed(circle, story.ville, "Odottaa.")
    goals.revise(circle.session, story.ville, goal.id, draft("Sanomme ei ajoissa."), reason="Syy.", number=1, now=circle.world.now)
    circle.world.substitute(story.seats["kim"], story.joonas, story.today)
    circle.session.commit()
    joonas = plain(story.joonas).client
    page = joonas.get(url).text
    assert "Sanomme ei." in page
    assert "Odottaa." not in page
    assert "ajoissa" not in page + joonas.get(f"/goals/{goal.id}").text
    assert joonas.get(f"/goals/{waiting.id}").status_code == 404
    assert joonas.get(f"{url}/new").status_code == 404
    assert "Sanomme ei." in joonas.get(f"/meetings/{story.today.id}").text


def test_in_individual_supervision_the_supervisor_reads_at_once(plain: Sign, circle: Circle) -> None:
    story = circle.story
    url = f"/engagements/{story.other.id}/goals"
    typed = TYPED | {"level": "individual", "weight": "0"} | {f"level_{number}": f"Taso {number}" for number in range(1, 6)}
    assert went(plain(story.mikael).post(url, page=f"{url}/new", **typed)) == url
    goal = only(circle)
    assert (goal.level, goal.owner_id, goal.newest.weight) == (GoalLevel.INDIVIDUAL, story.saana.id, 0)
    plain(story.saana).post(f"/goals/{goal.id}/answers", page=url, word="agree")
    page = plain(story.mikael).client.get(url).text
    assert "Puhelu päättyy" in page
    assert "Taso 5" in plain(story.saana).client.get(f"/goals/{goal.id}").text


def test_ending_the_process_closes_its_goals(plain: Sign, circle: Circle) -> None:
    story = circle.story
    common(circle.session, story.group, "Sanomme ei.", now=circle.world.now)
    circle.session.commit()
    end = f"/engagements/{story.group.id}/completions"
    plain(story.outi).post(end, page=f"{end}/new", state="completed", because="Ryhmä ei halunnut arvioida.")
    goal = only(circle)
    assert goal.state is GoalState.CLOSED
    assert plain(story.aino).client.get(f"/goals/{goal.id}/edit").status_code == 404


def test_the_list_asks_so_many_questions_however_many_goals(plain: Sign, circle: Circle, url: str) -> None:
    noora, asked = plain(circle.story.noora).client, []

    def note(*_args: object) -> None:
        asked.append(1)

    counts = []
    engine = circle.session.get_bind()
    for number in (1, 6):
        for each in range(number):
            goals.propose(circle.session, circle.story.ville, circle.story.group, draft(f"Tavoite {number}.{each}"), now=circle.world.now)
        circle.session.commit()
        event.listen(engine, "before_cursor_execute", note)
        assert noora.get(url).status_code == 200
        event.remove(engine, "before_cursor_execute", note)
        counts.append(len(asked))
        asked.clear()
    assert counts[0] == counts[1]


def test_a_planned_page_says_whether_a_goal_is_agreed(plain: Sign, circle: Circle) -> None:
    """The account manager reads that one is, the supervisors how many; neither reads its words there."""
    story, world = circle.story, circle.world
    planned = world.engagement("Uusi ryhmä", state=EngagementState.PLANNED)
    world.assign(planned, story.aino)
    world.member(planned, story.saana, story.lokkiranta)
    circle.session.commit()
    url = f"/engagements/{planned.id}"
    people = (story.aino, story.outi)
    assert all("Yhdestäkään ei ole vielä sovittu." in plain(person).client.get(url).text for person in people)
    common(circle.session, planned, "Sanomme ei.", now=world.now)
    circle.session.commit()
    pages = [plain(person).client.get(url).text for person in (*people, story.marja_liisa)]
    assert ["1 sovittu" in page for page in pages] == [True, False, False]
    assert "<dd>Sovittu</dd>" in pages[1]
    assert all("Sanomme ei." not in page for page in pages)
    assert planned.commissioning_aim in pages[2]
    assert "<dt>Tavoitteet</dt>" in pages[1]
    assert "<dt>Tavoitteet</dt>" not in pages[2]


def test_what_was_typed_when_the_sign_in_lapsed_comes_back(plain: Sign, circle: Circle, url: str) -> None:
    noora = plain(circle.story.noora)
    page = noora.client.get(f"{url}/new").text
    fields = hidden_fields(page, url) | TYPED | {"level_1": "Ei lainkaan"}
    lapse(circle)
    assert "/sessions/new" in went(noora.client.post(url, data=fields))
    again = plain(circle.story.noora)
    tell_that_text_waits(circle)
    text = again.client.get(f"{url}/new").text
    assert "Puhelu päättyy **ajallaan**.</textarea>" in text
    assert 'value="Ei lainkaan"' in text


@pytest.mark.parametrize(
    "value", ["", "0", "-1", "9" * 40, "x", "\x00", "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"), NASTY]
)
def test_strange_answers_break_nothing(plain: Sign, circle: Circle, url: str, value: str) -> None:
    story = circle.story
    goal = proposed(circle, story.noora, "Sanomme ei ajoissa.")
    ville = plain(story.ville)
    for field in ("word", "version"):
        assert ville.post(f"/goals/{goal.id}/answers", page=url, **({"word": "agree"} | {field: value})).status_code in {303, 400, 409}
    for field in ("level", "category", "theme", "weight", "step_5", "words"):
        assert ville.post(url, page=f"{url}/new", **(TYPED | {field: value})).status_code in {303, 400, 422}
    anew = TYPED | {"reason": "Syy."}
    for field in ("number", "theme", "reason", "category"):
        answer = ville.post(f"/goals/{goal.id}", page=f"/goals/{goal.id}/edit", **(anew | {field: value}))
        assert answer.status_code in {303, 400, 409, 422}
