"""Rating a goal on its page, and the progress of an engagement's goals."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import event, select

from models.confidential import Goal, GoalLevel, GoalRating
from models.people import Person
from tests.blueprints.confidential.conftest import Circle, lapse, tell_that_text_waits, went
from tests.market.goals import own
from tests.market.ratings import MIDDLE, START, agreed, rate, scaled
from tests.visitor import Visitor, hidden_fields
from vault import guard
from web.extensions import db

Sign = Callable[[Person], Visitor]
NASTY = "<b>👩‍👩‍👧‍👦</b> שלום & “lainaus”\nrivi"


@pytest.fixture
def goal(circle: Circle) -> Goal:
    """A common goal of the peer group; its attainment is scaled."""
    goal = agreed(circle.session, circle.story.aino, circle.story.group, scaled("Sanomme ajoissa, mitä emme ehdi."), now=circle.world.now)
    circle.session.commit()
    return goal


@pytest.fixture
def rating(circle: Circle, goal: Goal) -> GoalRating:
    """Aino's rating of it at the start."""
    made = rate(circle.session, circle.story.aino, goal, START, step=2, attainment=-1, words="Vielä hankalaa.", now=circle.world.now)
    circle.session.commit()
    return made


def progress_url(circle: Circle) -> str:
    return f"/engagements/{circle.story.group.id}/progress"


def kept(circle: Circle) -> list[tuple[str, int, int | None]]:
    with guard.inside():
        return [(each.moment.value, each.step, each.attainment) for each in circle.read(select(GoalRating).order_by(GoalRating.id))]


def test_a_member_rates_and_everybody_sees_it(visit: Sign, circle: Circle, goal: Goal) -> None:
    noora, page = visit(circle.story.noora), f"/goals/{goal.id}/ratings/start/new"
    form = noora.get(page).text
    assert "2: Harvoin" in form
    assert "Niin kuin sovimme" in form
    answer = noora.post(f"/goals/{goal.id}/ratings/start", page=page, step="2", attainment="-1", words=NASTY)
    assert went(answer) == f"{progress_url(circle)}#goal-{goal.id}"
    assert kept(circle) == [("start", 2, -1)]
    shown = visit(circle.story.ville).get(progress_url(circle)).text
    assert "&lt;b&gt;👩‍👩‍👧‍👦&lt;/b&gt; שלום &amp; “lainaus”<br>rivi" in shown
    assert "40,00" in shown
    assert went(noora.get(page)).startswith("/goal-ratings/"), "what is rated is changed, not rated again"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Valitse askel 1–5."),
        ({"step": "6"}, "Valitse askel 1–5."),
        ({"step": "9" * 400}, "Valitse askel 1–5."),
        ({"step": "kaksi"}, "Valitse askel 1–5."),
        ({"step": "2", "attainment": "3"}, "Valitse taso −2…+2 tai jätä saavuttaminen arvioimatta."),
        ({"step": "2", "words": "a" * 2001}, "2001"),
        ({"step": "2", "words": "a\u202eb"}, "U+202E"),
    ],
)
def test_what_cannot_be_is_refused_in_words(visit: Sign, circle: Circle, goal: Goal, fields: dict[str, str], said: str) -> None:
    noora, page = visit(circle.story.noora), f"/goals/{goal.id}/ratings/start/new"
    answer = noora.post(f"/goals/{goal.id}/ratings/start", page=page, **({"words": "Kirjoitin tämän."} | fields))
    assert answer.status_code == 422
    assert said in answer.text
    assert (fields.get("words") or "Kirjoitin tämän.") in answer.text, "what was typed stays"
    assert kept(circle) == []


def test_of_two_ratings_at_once_the_second_sees_the_first(visit: Sign, circle: Circle, goal: Goal) -> None:
    noora, page, url = visit(circle.story.noora), f"/goals/{goal.id}/ratings/start/new", f"/goals/{goal.id}/ratings/start"
    form = noora.client.get(page).text
    rate(circle.session, circle.story.aino, goal, START, step=2, words="Ainon sanat.", now=circle.world.now)
    circle.session.commit()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)) | {"step": "4", "words": "Nooran sanat."}
    late = noora.client.post(url, data=fields)
    assert late.status_code == 409
    assert "Ainon sanat." in late.text
    assert "Nooran sanat.</textarea>" in late.text
    (action,) = re.findall(r'<form method="post" action="(/goal-ratings/\d+)"', late.text)
    fields |= dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', late.text))
    assert noora.client.post(action, data=fields).status_code == 303
    assert kept(circle) == [("start", 4, None)]


def test_a_stale_change_shows_both(visit: Sign, circle: Circle, rating: GoalRating) -> None:
    noora, page, url = visit(circle.story.noora), f"/goal-ratings/{rating.id}/edit", f"/goal-ratings/{rating.id}"
    assert "Vielä hankalaa.</textarea>" in noora.get(page).text
    assert noora.post(url, page=page, step="3", words="Helpottaa.").status_code in (204, 303)
    stale = noora.post(url, page=page, step="5", words="Toisella välilehdellä.", version="1")
    assert stale.status_code == 409
    assert "Helpottaa." in stale.text
    assert "Toisella välilehdellä.</textarea>" in stale.text
    assert 'name="version" value="2"' in stale.text
    assert kept(circle) == [("start", 3, None)]
    assert noora.post(url, page=page, step="5", words="Toisella välilehdellä.", version="2").status_code in (204, 303)
    assert kept(circle) == [("start", 5, None)]


def test_a_goal_that_is_not_agreed_is_refused_in_words(visit: Sign, circle: Circle, goal: Goal) -> None:
    with guard.inside():
        goal.state = goal.state.PROPOSED
        circle.session.commit()
    noora, page = visit(circle.story.noora), f"/goals/{goal.id}/ratings/start/new"
    answer = noora.post(f"/goals/{goal.id}/ratings/start", page=page, step="2")
    assert answer.status_code == 422
    assert "Arvioida voi vain tavoitetta, josta kaikki ovat sopineet" in answer.text


def test_charts_say_in_words_what_they_show(plain: Sign, circle: Circle, goal: Goal, rating: GoalRating) -> None:
    rate(circle.session, circle.story.noora, goal, MIDDLE, step=4, now=circle.world.now)
    circle.session.commit()
    page = plain(circle.story.noora).get(progress_url(circle)).text
    steps, attainment = re.findall(r"<svg class=\"chart\".*?</svg>", page, re.DOTALL)
    assert "Sanomme ajoissa, mitä emme ehdi.: alku 2, väli 4.</desc>" in steps
    assert "Sanomme ajoissa, mitä emme ehdi.: alku −1.</desc>" in attainment
    for svg in (steps, attainment):
        title, desc = re.findall(r'<(?:title|desc) id="([^"]+)"', svg)
        assert f'role="img" aria-labelledby="{title} {desc}"' in svg
        assert "style=" not in svg
    cells = re.findall(r'<td class="r">(?:<span[^>]*><span[^>]*>)?([^<]+)', page)
    assert cells[:6] == ["2", "4", "–", "−1", "–", "–"], "the same levels, as tables"


def test_a_long_goal_is_drawn_by_its_beginning_and_told_whole(plain: Sign, circle: Circle) -> None:
    words = "Sovimme " + "🌊 " * 1000 + "loppuun asti."
    goal = agreed(circle.session, circle.story.aino, circle.story.group, scaled(words), now=circle.world.now)
    rate(circle.session, circle.story.aino, goal, START, now=circle.world.now)
    circle.session.commit()
    page = plain(circle.story.noora).get(progress_url(circle)).text
    assert page.count("loppuun asti.") == 1
    (heading,) = re.findall(r'<h3 dir="auto">(.*?)</h3>', page)
    assert (heading[:9], heading[-1], len(heading) <= 80) == ("Sovimme 🌊", "…", True)


def test_t_that_cannot_be_computed_says_so(plain: Sign, circle: Circle) -> None:
    """All weights are nothing; and T stands after the levels, with what it is not."""
    goal = agreed(circle.session, circle.story.aino, circle.story.group, scaled("Pidämme tauot.", 0), now=circle.world.now)
    rate(circle.session, circle.story.aino, goal, START, attainment=2, now=circle.world.now)
    circle.session.commit()
    page = plain(circle.story.noora).get(progress_url(circle)).text
    assert "ei laskettavissa" in page
    assert page.index("<svg") < page.index("Samat tasot taulukkona") < page.index("Toissijainen luku") < page.index("ei laskettavissa")


def test_own_goals_open_to_the_supervisor_by_name(plain: Sign, circle: Circle) -> None:
    story = circle.story
    goal = own(circle.session, story.noora, story.group, "Lähden ajallaan.", now=circle.world.now)
    rate(circle.session, story.noora, goal, START, step=2, words="Vain minusta.", now=circle.world.now)
    circle.session.commit()
    aino, url = plain(story.aino), progress_url(circle)
    assert "Vain minusta." not in aino.get(url).text
    assert f"{url}?of={story.noora.id}" in aino.get(url).text
    opened = aino.get(url, of=str(story.noora.id)).text
    assert "Vain minusta." in opened
    assert f"/goals/{goal.id}/ratings/middle/new" not in opened, "in a group the person alone rates it"
    ville = plain(story.ville)
    assert "Vain minusta." not in ville.get(url, of=str(story.noora.id)).text
    assert ville.get(f"/goals/{goal.id}/ratings/start/new").status_code == 404
    assert aino.get(url, of="9" * 40).status_code == aino.get(url, of="x").status_code == 200


def test_many_goals_take_no_more_statements(plain: Sign, circle: Circle, goal: Goal, rating: GoalRating) -> None:
    noora, url = plain(circle.story.noora), progress_url(circle)

    def counted() -> int:
        said: list[str] = []
        hear = lambda *args: said.append(args[2])  # noqa: E731  an event wants a function
        with noora.client.application.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", hear)
        assert noora.client.get(url).status_code == 200
        event.remove(engine, "before_cursor_execute", hear)
        return len(said)

    mine = agreed(circle.session, circle.story.noora, circle.story.group, scaled("Oma", level=GoalLevel.INDIVIDUAL), now=circle.world.now)
    rate(circle.session, circle.story.noora, mine, START, now=circle.world.now)
    circle.session.commit()
    noora.client.get(url)
    before = counted()
    for number in range(5):
        more = agreed(circle.session, circle.story.aino, circle.story.group, scaled(f"Tavoite {number}"), now=circle.world.now)
        rate(circle.session, circle.story.aino, more, START, attainment=0, words="Näin.", now=circle.world.now)
    circle.session.commit()
    assert counted() == before


def test_what_was_typed_when_the_sign_in_lapsed_comes_back(plain: Sign, circle: Circle, goal: Goal, rating: GoalRating) -> None:
    noora = plain(circle.story.noora)
    forms = {
        f"/goals/{goal.id}/ratings/middle": f"/goals/{goal.id}/ratings/middle/new",
        f"/goal-ratings/{rating.id}": f"/goal-ratings/{rating.id}/edit",
    }
    typed = {
        url: hidden_fields(noora.client.get(page).text, url) | {"step": "4", "words": f"Kesken {url}", "page": page}
        for url, page in forms.items()
    }
    lapse(circle)
    for url, fields in typed.items():
        assert "/sessions/new" in went(noora.client.post(url, data=fields))
    noora = plain(circle.story.noora)
    tell_that_text_waits(circle)
    shown = {url: noora.client.get(page).text for url, page in forms.items()}
    assert all(f"Kesken {url}</textarea>" in text for url, text in shown.items())
    assert "Vielä hankalaa." in shown[f"/goal-ratings/{rating.id}"], "what is kept stands beside it"
