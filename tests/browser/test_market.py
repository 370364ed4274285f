"""From a request to what was agreed, as everybody concerned goes through it: by mouse, and without script on a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models.base.local_time import to_local
from models.process import Engagement, Meeting, Participation
from tests import clock
from tests.browser.mailbox import link_in_mail
from tests.pages import Person
from tests.pages_market import Client, Manager
from tests.product import Product
from tests.scene import PASSWORD, Scene
from tests.world import NOW
from web.extensions import db

WAYS = pytest.mark.parametrize("way", [{"width": 1280}, {"width": 320, "script": False}], ids=["by mouse", "without script on a phone"])
A_MINUTE = timedelta(minutes=1)
# 6.1.2027 is a holiday.
MEETINGS = [date(2026, 12, 9), date(2027, 1, 13), date(2027, 2, 10), date(2027, 3, 10), date(2027, 4, 7)]
ANTTI = {"contact_name": "Antti Väre", "contact_email": "antti.vare@kuusikko.example"}
TARU = "taru@kuusikko.example"
# Half the price until the day before the first meeting, all of it on the day.
TERMS = ["ti 8.12.2026", "50 % hinnasta", "525,00", "ke 9.12.2026", "100 % hinnasta", "ke 13.1.2027"]
KUUSIKKO = {
    "organisation_name": "Kuusikko Ohjelmistot Oy",
    "business_id": "0000002-7",
    "einvoice_address": "003712345671",
    "einvoice_operator": "003721291126",
    "purchase_order": "PO-4711",
}


@dataclass
class Market:
    """Everybody of the story, in the way that is tried."""

    someone: Callable[..., Person]
    product: Product
    scene: Scene
    monkeypatch: pytest.MonkeyPatch
    way: dict[str, Any]

    def client(self, name: str | None = None) -> Client:
        return Client(self.someone(name, language="fi-FI", **self.way))

    def manager(self) -> Manager:
        return Manager(self.someone("outi", language="fi-FI", **self.way))

    def behind(self, path: str, *, to: str = "") -> Client:
        """Whoever opens the newest link of that kind in the mails."""
        reader = self.client()
        reader.goes_to(link_in_mail(self.product.app, path, to=to))
        return reader

    def minutes_pass(self) -> None:
        clock.stop(self.monkeypatch, NOW + A_MINUTE)


@pytest.fixture
def market(someone: Callable[..., Person], product: Product, scene: Scene, monkeypatch: pytest.MonkeyPatch, way: dict[str, Any]) -> Market:
    return Market(someone, product, scene, monkeypatch, way)


@WAYS
def test_from_a_request_to_the_first_meeting(market: Market) -> None:
    asks_for_a_quote(market)
    outi = market.manager()
    outi.finds_on_the_board("Kuusikko")
    outi.takes_it_on()
    outi.links_to_the_client()
    quote = outi.drafts_a_quote(market.scene.people["aino"], price="1 050,00")
    outi.sends_it()
    antti = market.behind("quote-answers")
    antti.reads("1 050,00", "Aino Rautaharju")
    antti.accepts_the_quote()
    agree(market, outi, quote)
    engagement = the_engagement_begins(market)
    taru = market.behind("invitations", to=TARU)
    taru.comes_for_the_first_time(PASSWORD)
    taru.accepts_the_rules(engagement)
    market.client("kim").accepts_the_rules(engagement)
    somebody_is_replaced(market, engagement)


def asks_for_a_quote(market: Market) -> None:
    """A visitor who found a supervisor, without an account."""
    visitor = market.client()
    visitor.finds_supervisors(form="group", language="sv")
    visitor.reads("Aino Rautaharju")
    visitor.opens("supervisors/")
    visitor.presses("main a[href*='/quote-requests/new']")
    visitor.goes_on("new", supervision="group", people="5")
    visitor.goes_on("hopes", themes=["1", "3"], message="Ryhmä on uusi.")
    visitor.goes_on("times", starts_from="1.12.2026", place="Oulu")
    visitor.goes_back("contact")
    expect(visitor.main.locator("[name=place]")).to_have_value("Oulu")
    visitor.goes_on("times")
    visitor.goes_on("contact", **ANTTI, **KUUSIKKO, sector="1")
    visitor.reads("Aino Rautaharju", "0000002-7", "PO-4711")
    market.minutes_pass()
    visitor.goes_on("check")
    assert "/receipts/" in visitor.person.page.url


def agree(market: Market, outi: Manager, quote: int) -> None:
    """Outi builds the agreement; Antti signs by his link and she signed in, after both have read the terms as dates."""
    agreement = outi.makes_an_agreement(quote)
    outi.plans_meetings(commissioning_aim="Työn rajat selkiytyvät.", day="9.12.2026", hour="10", place="Kampus, huone B214")
    outi.plans_participants(Kim_Ström="kim.strom@demo.example", Joonas_Rinne="joonas.rinne@demo.example", Taru_Lehmus=TARU)
    outi.sends_it()
    antti = market.behind("signing-links")
    antti.reads(*TERMS)
    antti.signs()
    outi.goes_to(f"/agreements/{agreement}")
    outi.opens("signatories/")
    outi.reads(*TERMS)
    Client(outi.person).signs()


def the_engagement_begins(market: Market) -> int:
    """All have signed: five meetings, none on a holiday, and three people, two of them with an account already."""
    with market.product.app.app_context():
        engagement = db.session.scalars(select(Engagement).order_by(Engagement.id.desc())).first()
        assert engagement is not None
        meetings = db.session.scalars(select(Meeting).where(Meeting.engagement_id == engagement.id).order_by(Meeting.number))
        assert [to_local(meeting.starts_at).date() for meeting in meetings] == MEETINGS
        people = db.session.scalars(select(Participation).where(Participation.engagement_id == engagement.id))
        assert sorted(each.person.name for each in people) == ["Joonas Rinne", "Kim Ström", "Taru Lehmus"]
        return engagement.id


def somebody_is_replaced(market: Market, engagement: int) -> None:
    """As in every engagement."""
    with market.product.app.app_context():
        place = db.session.scalars(
            select(Participation.id).where(Participation.engagement_id == engagement, Participation.person_id == market.scene.people["kim"])
        ).one()
    market.client("kim").person.asks_somebody_to_come(engagement, place, "Petri Hakkala", "petri.hakkala@uusi.example")
    market.behind("offers").person.comes()
