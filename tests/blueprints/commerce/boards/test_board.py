"""The board: which stage a matter stands in, for whom it waits, and what the address bar narrows it to."""

from __future__ import annotations

import re

import pytest

from models.base.forms import Form
from models.commerce.quote_parts import Employer
from models.people import Role
from tests.blueprints.commerce.quotes.conftest import Counted, as_, counted, quotes
from tests.blueprints.process.conftest import As
from tests.market.agreements import Agreements
from tests.market.quotes import Quotes
from tests.market.requests import ask, card, crisis

__all__ = ["as_", "counted", "quotes"]


def stages(text: str) -> dict[str, str]:
    """What each column says, by its code."""
    parts = re.split(r'<section aria-labelledby="stage-(\w+)">', text)[1:]
    plain = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part)) for part in parts[1::2]]
    return dict(zip(parts[::2], plain, strict=True))


@pytest.fixture
def market(quotes: Quotes) -> Quotes:
    """One matter in each stage, and two more: a change that is asked for, and an accepted quote."""
    world, story = quotes.world, quotes.story
    outi = card(world, story.outi, fallback=True)
    ask(world)
    ask(world, outi).triage(now=world.now)
    quotes.draft(Form.INDIVIDUAL, recipient_name="Luonnoksen Saaja", organisation=None)
    quotes.sent(Form.COMMUNITY)
    quotes.sent().ask_change("Voisimmeko aloittaa myöhemmin?", now=world.now)
    quotes.sent().accept(by=story.antti, by_link=False, employer=Employer.NOT_ASKED, now=world.now)
    Agreements(world, story).sent()
    world.session.commit()
    return quotes


def test_each_matter_stands_in_its_stage_and_says_for_whom_it_waits(market: Quotes, as_: As) -> None:
    found = stages(as_(market.story.outi).get("/board").text)
    assert "Ei vastuuhenkilöä" in found["new"]
    assert "Odottaa tarjousta" in found["preparing"]
    assert "Luonnoksen Saaja" in found["preparing"]
    assert "Odottaa vastausta: Antti Väre" in found["sent"]
    assert "Muutosta pyydet" in found["sent"]
    assert "Hyväksytty, odottaa sopimusta" in found["agreement"]
    assert "Allekirjoitus puuttuu: Antti Väre, Outi Salmenranta" in found["agreement"]


def test_an_urgent_matter_stands_first(market: Quotes, as_: As) -> None:
    crisis(market.world)
    market.world.session.commit()
    text = as_(market.story.outi).get("/board").text
    assert stages(text)["new"].index("Kriisi") < stages(text)["new"].index("Pyyntö 2026-001")


@pytest.mark.parametrize(
    ("filters", "shown", "hidden"),
    [
        ("form=individual", "Luonnoksen Saaja", "Odottaa vastausta"),
        ("waits=us", "Luonnos kesken", "Allekirjoitus puuttuu"),
        ("waits=others", "Allekirjoitus puuttuu", "Luonnos kesken"),
        ("q=luonnoksen", "Luonnoksen Saaja", "Allekirjoitus puuttuu"),
        ("q=kuusikko", "Odottaa vastausta", "Luonnoksen Saaja"),
        ("q=%25", "Ei mitään", "Luonnoksen Saaja"),
        ("form=party&waits=x&whose=y", "Luonnoksen Saaja", "Ei mitään juuri"),
    ],
)
def test_the_address_bar_narrows_it(market: Quotes, as_: As, filters: str, shown: str, hidden: str) -> None:
    text = re.sub(r"Täällä ei ole mitään", "Ei mitään", as_(market.story.outi).get(f"/board?{filters}").text)
    assert shown in text
    assert hidden not in text


def test_mine_leaves_out_a_colleagues(market: Quotes, as_: As) -> None:
    henrik = market.world.person("Henrik Fagerlund", Role.ACCOUNT_MANAGER)
    market.draft(account_manager=henrik, recipient_name="Kollegan Asiakas", organisation=None)
    market.world.session.commit()
    client = as_(market.story.outi)
    assert "Kollegan Asiakas" in client.get("/board").text
    assert "Kollegan Asiakas" not in client.get("/board?whose=mine").text


def test_htmx_gets_the_results_alone(market: Quotes, as_: As) -> None:
    answer = as_(market.story.outi, htmx=True).get("/board")
    assert "<title>" not in answer.text
    assert 'class="board"' in answer.text


def test_it_asks_no_more_of_the_database_as_matters_grow(market: Quotes, as_: As, counted: Counted) -> None:
    client = as_(market.story.outi)
    few = counted(lambda: client.get("/board"))
    for _ in range(5):
        ask(market.world)
        market.sent()
    market.world.session.commit()
    assert counted(lambda: client.get("/board")) <= few
