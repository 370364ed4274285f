"""The two journeys that the product stands for, as people make them: by mouse, by keyboard alone, and with script switched off."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from models.confidential import Passage
from tests.browser.mailbox import link_in_mail
from tests.pages import Hand, Keyboard, Mouse, Person
from tests.product import Product
from tests.scene import PASSWORD, Scene
from vault import guard
from web.extensions import db

HANDS = {"by mouse": (Mouse(), True), "by keyboard alone": (Keyboard(), True), "without script": (Mouse(), False)}
WAYS = pytest.mark.parametrize(("hand", "script"), HANDS.values(), ids=HANDS.keys())
TEXT = "Ville kertoi, että hän pitää tauon ennen vaikeaa puhelua. 🌊"
NEWCOMER = "Petri Hakkala"


def newest_passage(app: Flask) -> int:
    """Its id."""
    with app.app_context(), guard.inside():
        return db.session.scalars(select(Passage.id).order_by(Passage.id.desc())).first() or 0


@WAYS
def test_a_participant_who_cannot_come_is_replaced(
    someone: Callable[..., Person],
    product: Product,
    scene: Scene,
    hand: Hand,
    script: bool,  # noqa: FBT001
) -> None:
    noora = someone("noora", hand, script=script, width=320)
    noora.asks_somebody_to_come(scene.ids["engagements"], scene.ids["participations"], NEWCOMER, "petri.hakkala@uusi.example")
    petri = someone(None, hand, script=script, width=320)
    petri.goes_to(link_in_mail(product.app, "offers"))
    expect(petri.text(scene.marks["granted"])).to_have_count(0)
    petri.comes()
    kim = someone("kim", hand, script=script)
    kim.goes_to(f"/engagements/{scene.ids['engagements']}/participations")
    expect(kim.text(NEWCOMER).first).to_be_visible()


@WAYS
def test_a_text_is_shared_by_consent_and_hidden_by_withdrawal(
    someone: Callable[..., Person],
    product: Product,
    scene: Scene,
    hand: Hand,
    script: bool,  # noqa: FBT001
) -> None:
    aino, ville, noora = (someone(name, hand, script=script) for name in ("aino", "ville", "noora"))
    meeting = scene.ids["meetings"]
    aino.adds_a_passage(meeting, TEXT, scene.people["ville"])
    passage = newest_passage(product.app)
    noora.goes_to(f"/meetings/{meeting}")
    expect(noora.text(TEXT)).to_have_count(0)
    aino.asks_for_consent(passage)
    ville.answers(passage, "attendees")
    noora.goes_to(f"/meetings/{meeting}")
    expect(noora.text(TEXT).first).to_be_visible()
    ville.withdraws(passage)
    noora.fetches_the_note_again()
    expect(noora.text(TEXT)).to_have_count(0)
    expect(noora.not_shared).to_be_visible()


@WAYS
def test_withdrawing_by_link_needs_no_password(
    someone: Callable[..., Person],
    scene: Scene,
    hand: Hand,
    script: bool,  # noqa: FBT001
) -> None:
    paivi = someone("paivi")
    paivi.goes_to(f"/meetings/{scene.ids['meetings']}")
    expect(paivi.text(scene.marks["granted"]).first).to_be_visible()
    stranger = someone(None, hand, script=script, width=320)
    stranger.goes_to(f"/withdrawals/{scene.tokens['withdrawals']}")
    stranger.withdraws_by_link()
    paivi.fetches_the_note_again()
    expect(paivi.text(scene.marks["granted"])).to_have_count(0)


@WAYS
def test_signing_in_and_out(someone: Callable[..., Person], hand: Hand, script: bool) -> None:  # noqa: FBT001
    noora = someone(None, hand, script=script, width=320)
    noora.signs_in("Noora.Heikura@demo.example", PASSWORD)
    expect(noora.page).to_have_url(re.compile(r"/$"))
    noora.signs_out()
    expect(noora.page).to_have_url(re.compile("/sessions/new"))


def test_what_is_typed_saves_itself_and_is_there_after_a_reload(someone: Callable[..., Person], scene: Scene) -> None:
    aino = someone("aino")
    aino.goes_to(f"/meetings/{scene.ids['meetings']}")
    aino.types_an_own_note("Palaa tauon aiheeseen ensi kerralla. Åbo 🌊")
    aino.page.reload()
    expect(aino.page.locator("textarea[name=own]")).to_have_value("Palaa tauon aiheeseen ensi kerralla. Åbo 🌊")


def test_a_passage_saves_itself_while_it_is_written(someone: Callable[..., Person], scene: Scene) -> None:
    aino = someone("aino")
    aino.goes_to(f"/passages/{scene.passages['granted']}/edit")
    aino.types_into("#passage", "text", TEXT)
    aino.page.reload()
    expect(aino.page.locator("#passage [name=text]")).to_have_value(TEXT)


def test_two_browsers_on_one_note_show_both_texts(someone: Callable[..., Person], scene: Scene) -> None:
    first, second = someone("aino"), someone("aino")
    for one in (first, second):
        one.goes_to(f"/meetings/{scene.ids['meetings']}")
    first.types_an_own_note("Ensimmäisen selaimen teksti")
    second.types_in_vain("own", "Toisen selaimen teksti")
    expect(second.page.locator("#own-note-conflict")).to_contain_text("Ensimmäisen selaimen teksti")
    expect(second.page.locator("#own-note-conflict")).to_contain_text("Toisen selaimen teksti")


def test_after_signing_out_the_back_button_shows_nothing(someone: Callable[..., Person], scene: Scene) -> None:
    aino = someone("aino")
    aino.goes_to(f"/meetings/{scene.ids['meetings']}")
    expect(aino.text(scene.marks["granted"]).first).to_be_visible()
    aino.signs_out()
    expect(aino.page).to_have_url(re.compile("/sessions/new"))
    aino.page.go_back()
    expect(aino.page).to_have_url(re.compile("/sessions/new"))
    assert scene.marks["granted"] not in aino.page.content()
    assert aino.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_stranger_reads_the_directory_in_the_own_language(someone: Callable[..., Person], language: str) -> None:
    visitor = someone(None, language=language)
    visitor.goes_to("/supervisors")
    expect(visitor.page.locator("html")).to_have_attribute("lang", language)
