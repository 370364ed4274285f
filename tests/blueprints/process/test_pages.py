"""Every page of the wing opens for whom it is meant, and does not exist for others."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from models.people import Role
from models.process import EngagementState
from tests.blueprints.process.conftest import As, main
from tests.visitor import Visitor
from tests.world import Story, World

EVERYBODY = ("jaana", "outi", "riikka", "esko", "aino", "mikael", "noora", "saana", "joonas", "marja_liisa")
OUTI, PLANNERS = {"outi"}, {"outi", "aino"}
GROUP = {"outi", "aino", "noora", "marja_liisa"}
PAGES = {  # who gets the page; the others get what a missing page gets, or a no when they know that the thing exists
    "/organisations": OUTI,
    "/organisations/new": OUTI,
    "/organisations/{lokkiranta}": OUTI,
    "/organisations/{lokkiranta}/edit": OUTI,
    "/organisations/{lokkiranta}/contacts/new": OUTI,
    "/engagements": set(EVERYBODY),
    "/engagements?state=ended": set(EVERYBODY),
    "/engagements/new": OUTI,
    "/engagements/{group}": GROUP,
    "/engagements/{group}/edit": OUTI,
    "/engagements/{group}/activations/new": OUTI,
    "/engagements/{group}/completions/new": OUTI,
    "/engagements/{group}/assignments/new": OUTI,
    "/engagements/{group}/participations": GROUP,
    "/engagements/{group}/participations/new": OUTI,
    "/engagements/{group}/meetings/new": PLANNERS,
    "/participations/{noora}/deletion": OUTI,
    "/meetings/{today}": GROUP,
    "/meetings/{today}/edit": PLANNERS,
}


def address(page: str, story: Story) -> str:
    ids = {name: getattr(story, name).id for name in ("lokkiranta", "group", "today")}
    return page.format(noora=story.seats["noora"].id, **ids)


@pytest.mark.parametrize("page", PAGES)
def test_who_gets_the_page(as_: As, story: Story, page: str) -> None:
    answers = {who: as_(getattr(story, who)).get(address(page, story)).status_code for who in EVERYBODY}
    assert {who for who, status in answers.items() if status == 200} == PAGES[page]
    assert set(answers.values()) <= {200, 403, 404}


@pytest.mark.parametrize("page", [page for page in PAGES if "{" in page])
def test_what_does_not_exist_for_somebody_looks_like_what_does_not_exist(as_: As, story: Story, page: str) -> None:
    joonas = as_(story.joonas)
    hidden, missing = joonas.get(address(page, story)), joonas.get("/meetings/999999")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert main(hidden) == main(missing)


@pytest.mark.parametrize("page", PAGES)
def test_nobody_signed_in_is_sent_to_sign_in(as_: As, story: Story, page: str) -> None:
    stranger = as_(story.outi).client.application.test_client()
    answer = stranger.get(address(page, story))
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sessions/new?next=")


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_has_a_day(as_: As, story: Story, who: str) -> None:
    answer = as_(getattr(story, who)).get("/")
    assert answer.status_code == 200
    assert ("Asiakastyön vertaisryhmä" in answer.text) == (who in GROUP)


@pytest.mark.parametrize("url", ["/meetings/2147483648", "/engagements/0", "/organisations/99999999999999999999"])
def test_numbers_that_no_row_has(as_: As, story: Story, url: str) -> None:
    assert as_(story.outi).get(url).status_code == 404


def test_an_empty_house_says_what_belongs_there(as_: As, world: World) -> None:
    outi = as_(world.person("Outi Salmenranta", Role.ACCOUNT_MANAGER))
    assert "Ei vielä työnohjauksia" in outi.get("/engagements").text
    assert "Ei vielä tilaajia" in outi.get("/organisations").text
    assert "Tänään ei ole tapaamisia" in outi.get("/").text


def statements(visitor: Visitor, world: World, url: str) -> int:
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    engine = world.session.get_bind()
    event.listen(engine, "before_cursor_execute", counted)
    try:
        assert visitor.get(url).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", counted)
    return count


@pytest.mark.parametrize(
    ("shown", "most"),
    [
        (("outi", "/engagements"), 8),
        (("aino", "/engagements"), 8),
        (("marja_liisa", "/engagements"), 8),
        (("outi", "/organisations"), 8),
        (("outi", "/"), 39),
        (("aino", "/"), 30),
        (("aino", "/engagements/{group}"), 19),
        (("marja_liisa", "/engagements/{group}"), 19),
        (("outi", "/engagements/{group}/participations"), 14),
        (("aino", "/meetings/{today}"), 30),
        (("noora", "/meetings/{today}"), 30),
        (("marja_liisa", "/meetings/{today}"), 14),
    ],
)
def test_statements_do_not_grow_with_the_rows(as_: As, world: World, story: Story, shown: tuple[str, str], most: int) -> None:
    who, page = shown
    visitor, url = as_(getattr(story, who)), address(page, story)
    fill_the_house(world, story, 0)
    world.session.commit()
    few = statements(visitor, world, url)
    for number in range(1, 12):
        fill_the_house(world, story, number)
    world.session.commit()
    assert statements(visitor, world, url) <= few <= most


def fill_the_house(world: World, story: Story, number: int) -> None:
    client = world.organisation(f"Tilaaja {number}")
    world.contact(story.antti, client)
    engagement = world.engagement(f"Ryhmä {number}", organisation=story.lokkiranta)
    world.assign(engagement, story.aino)
    world.member(engagement, world.person(f"Osallistuja {number}"), story.lokkiranta)
    world.meeting(engagement, story.today.ends_at + timedelta(minutes=15 * number), minutes=15)
    world.engagement(f"Suunnitelma {number}", state=EngagementState.PLANNED)
    world.member(story.group, world.person(f"Uusi {number}"), story.lokkiranta)
    world.meeting(story.group, story.coming.ends_at + timedelta(minutes=15 * number), minutes=15)
