"""From a request to what was agreed, as everybody concerned goes through it: by mouse, and without script on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.base.local_time import to_local
from models.confidential import Passage
from models.people import Person as People
from models.process import Engagement, Meeting, Participation
from tests import clock
from tests.browser.mailbox import link_in_mail, mails
from tests.pages import Person
from tests.pages_market import Client, Manager, Supervisor
from tests.product import Product
from tests.scene import PASSWORD, Scene
from tests.world import NOW
from vault import guard, writer
from vault.drafts import Draft
from web.extensions import db

WAYS = pytest.mark.parametrize("way", [{"width": 1280}, {"width": 320, "script": False}], ids=["by mouse", "without script on a phone"])
A_MINUTE = timedelta(minutes=1)
# 6.1.2027 is a holiday.
MEETINGS = [date(2026, 12, 9), date(2027, 1, 13), date(2027, 2, 10), date(2027, 3, 10), date(2027, 4, 7)]
ANTTI = {"contact_name": "Antti Väre", "contact_email": "antti.vare@kuusikko.example"}
HILMA = "hilma.saari@posti.example"
TARU = "taru@kuusikko.example"
# Half the price until the day before the first meeting, all of it on the day.
TERMS = ["ti 8.12.2026", "50 % hinnasta", "525,00", "ke 9.12.2026", "100 % hinnasta", "ke 13.1.2027"]
INVOICES = {"einvoice_address": "003712345671", "einvoice_operator": "003721291126"}
SARI = {
    "contact_name": "Sari Ketola",
    "organisation_name": "Saaristokoti",
    "contact_phone": "040 123 4567",
    "contact_email": "sari.ketola@demo.example",
}
TEAM = {
    "Noora_Heikura": "noora.heikura@demo.example",
    "Ville_Anttonen": "ville.anttonen@demo.example",
    "Joonas_Rinne": "joonas.rinne@demo.example",
}
CRISIS = re.compile(r"kriisi|\bkris|crisis", re.IGNORECASE)
KUUSIKKO = {
    "organisation_name": "Kuusikko Ohjelmistot Oy",
    "business_id": "0000002-7",
    **INVOICES,
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

    def reader(self, name: str | None) -> Person:
        return self.someone(name, language="fi-FI", **self.way)

    def client(self, name: str | None = None) -> Client:
        return Client(self.reader(name))

    def manager(self) -> Manager:
        return Manager(self.reader("outi"))

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
    assert "Petri Hakkala" in people_of(market, engagement)


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
    engagement = newest_engagement(market)
    assert days_of(market, engagement) == MEETINGS
    assert people_of(market, engagement) == ["Joonas Rinne", "Kim Ström", "Taru Lehmus"]
    return engagement


def somebody_is_replaced(market: Market, engagement: int) -> None:
    """As in every engagement."""
    kim = (Participation.engagement_id == engagement) & (Participation.person_id == market.scene.people["kim"])
    with market.product.app.app_context():
        place = db.session.scalars(select(Participation.id).where(kim)).one()
    market.client("kim").person.asks_somebody_to_come(engagement, place, "Petri Hakkala", "petri.hakkala@uusi.example")
    market.behind("offers").person.comes()


def newest_engagement(market: Market) -> int:
    with market.product.app.app_context():
        return db.session.scalars(select(Engagement.id).order_by(Engagement.id.desc())).first() or 0


def days_of(market: Market, engagement: int) -> list[date]:
    """Of its meetings, in order."""
    with market.product.app.app_context():
        starts = db.session.scalars(select(Meeting.starts_at).where(Meeting.engagement_id == engagement).order_by(Meeting.number))
        return [to_local(start).date() for start in starts]


def people_of(market: Market, engagement: int) -> list[str]:
    """Names of its participants."""
    with market.product.app.app_context():
        seats = select(Participation).where(Participation.engagement_id == engagement).options(joinedload(Participation.person))
        return sorted(seat.person.name for seat in db.session.scalars(seats))


@WAYS
def test_from_an_urgent_report_to_what_follows(market: Market) -> None:
    """Sari reports; three meetings with a pair; two go on alone and the team as a group, and no text comes along."""
    sari_reports(market)
    outi = market.manager()
    outi.goes_to("/")
    outi.reads("24 tuntia")
    case, quote = outi_prepares_the_series(market, outi)
    market.behind("quote-answers").accepts_the_quote()
    agreement = outi.makes_an_agreement(quote)
    outi.plans_meetings(commissioning_aim="Työ jatkuu.", day="26.11.2026", hour="9", place="Kampus, huone B214")
    outi.completes_the_payer(**INVOICES)
    outi.plans_participants(**TEAM)
    outi.sends_it()
    sign(market, agreement, "sari", "outi")
    series = newest_engagement(market)
    # 6.12. is Independence Day.
    assert days_of(market, series) == [date(2026, 11, 26), date(2026, 12, 1), date(2026, 12, 7)]
    write_a_note(market, series)
    Supervisor(market.reader("tuuli")).assesses(case, "continue")
    group = the_team_goes_on(market, outi, series)
    assert (notes_of(market, series), notes_of(market, group)) == (1, 0)
    assert mails(market.product.app, to=SARI["contact_email"])
    assert [text for text in mails(market.product.app) if CRISIS.search(text)] == []


def sari_reports(market: Market) -> None:
    """By the short form, in which there is nowhere to tell what happened."""
    sari = market.client()
    sari.goes_to("/quote-requests/new")
    sari.opens("quote-requests/urgent/new")
    sari.reads("112", "24 tunnin")
    assert sari.places_to_write() == ["contact_name", "organisation_name", "contact_phone", "contact_email"]
    sari.reports(target="team", background="death", sector="1", meeting_language="fi", **SARI)
    assert "/receipts/" in sari.person.page.url


def outi_prepares_the_series(market: Market, outi: Manager) -> tuple[int, int]:
    """From the board to a quote that has been sent, with a pair and a first time within the hours that there are."""
    people = market.scene.people
    outi.finds_on_the_board("Saaristokoti")
    outi.opens("urgent-cases/")
    case = outi.key
    outi.takes_it_on()
    outi.names_a_pair(people["aino"], people["tuuli"])
    outi.offers_a_time("26.11.2026", "9")
    outi.opens("quote-requests/")
    outi.links_to_the_client()
    quote = outi.drafts_a_quote(people["aino"], people["tuuli"], people="3")
    outi.sends_it()
    return case, quote


def sign(market: Market, agreement: int, *names: str) -> None:
    """Each signed in, from the agreement's page."""
    for name in names:
        signatory = market.client(name)
        signatory.goes_to(f"/agreements/{agreement}")
        signatory.opens("signatories/")
        signatory.signs()


def the_team_goes_on(market: Market, outi: Manager, series: int) -> int:
    """Noora and Ville each alone, and all as a group, of whom Joonas stays away; gives the group's engagement."""
    noora, ville, joonas = (market.scene.people[name] for name in ("noora", "ville", "joonas"))
    outi.continues(series, "Yksilötyönohjaus", noora, ville)
    market.behind("continuation-invitations", to=TEAM["Noora_Heikura"]).answers("continuing")
    market.behind("continuation-invitations", to=TEAM["Ville_Anttonen"]).answers("continuing")
    going = outi.continues(series, "Ryhmätyönohjaus", noora, ville, joonas)
    for name, answer in (("Noora_Heikura", "continuing"), ("Ville_Anttonen", "continuing"), ("Joonas_Rinne", "staying")):
        market.behind("continuation-invitations", to=TEAM[name]).answers(answer)
    outi.goes_to(f"/continuations/{going}")
    outi.opens("quotes/")
    quote = outi.key
    outi.presses(f"main a[href='/quotes/{quote}/edit']")
    outi.offers(market.scene.people["aino"])
    outi.sends_it()
    market.behind("quote-answers").accepts_the_quote()
    agreement = outi.makes_an_agreement(quote)
    outi.plans_meetings(commissioning_aim="Työ jatkuu.", day="12.1.2027", hour="13", place="Kampus, huone B214")
    outi.completes_the_payer(**INVOICES)
    outi.sends_it()
    sign(market, agreement, "sari", "outi")
    group = newest_engagement(market)
    assert people_of(market, group) == ["Noora Heikura", "Ville Anttonen"]
    outi.goes_to(f"/engagements/{series}")
    outi.opens(f"engagements/{group}")
    return group


def write_a_note(market: Market, engagement: int) -> None:
    """Aino, about the first meeting."""
    with market.product.app.app_context():
        session = db.session()
        aino = session.get_one(People, market.scene.people["aino"])
        meeting = session.scalars(select(Meeting).where(Meeting.engagement_id == engagement, Meeting.number == 1)).one()
        when = meeting.ends_at + A_MINUTE
        passage = writer.begin(session, aino, meeting, now=when)
        writer.publish(session, aino, passage, Draft("Yö oli raskas.", ()), version=passage.version, now=when)
        session.commit()


def notes_of(market: Market, engagement: int) -> int:
    """How many passages its meetings have."""
    with market.product.app.app_context(), guard.inside():
        return len(db.session.scalars(select(Passage.id).join(Meeting).where(Meeting.engagement_id == engagement)).all())


@WAYS
def test_a_client_sees_what_cancelling_costs_before_it_does(market: Market) -> None:
    agreement = market.scene.special["cancellations.new"]["agreements"]
    marja_liisa = market.client("marja_liisa")
    marja_liisa.goes_to(f"/agreements/{agreement}")
    marja_liisa.opens(f"agreements/{agreement}/cancellations/new")
    marja_liisa.reads("ti 22.12.2026", "3.11.–21.12.2026 (tänään)", "50 %", "525,00", "658,88", "Vaihda osallistujia maksutta")
    marja_liisa.cancels()
    assert "/cancellations/" in marja_liisa.person.page.url
    marja_liisa.reads("29 päivää ennen alkua", "658,88")
    marja_liisa.goes_to(f"/agreements/{agreement}")
    expect(marja_liisa.main.locator("a[href$='/cancellations/new']")).to_have_count(0)


@WAYS
def test_somebody_applies_for_a_seat_and_signs_for_it(market: Market) -> None:
    group = market.scene.special["listings.create"]["open-groups"]
    outi = market.manager()
    outi.goes_to(f"/open-groups/{group}")
    outi.publishes_the_group()
    applicant = market.client()
    applicant.goes_to("/open-groups")
    applicant.opens(f"open-groups/{group}")
    applicant.presses("main a[href$='/applications/new']")
    market.minutes_pass()
    applicant.sends("#application", name="Hilma Saari", email=HILMA, payer="self")
    outi.goes_to(f"/open-groups/{group}/applications")
    outi.presses("main a:has-text('Hilma Saari')")
    outi.accepts_the_application()
    outi.opens("agreements/")
    agreement = outi.key
    outi.reads("Hilma Saari", "175,00")
    outi.sends_it()
    hilma = market.behind("signing-links", to=HILMA)
    hilma.reads("175,00")
    hilma.signs()
    sign(market, agreement, "outi")
    assert people_of(market, newest_engagement(market)) == ["Hilma Saari"]
