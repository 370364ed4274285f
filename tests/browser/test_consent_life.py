"""The life of a consent, as everybody in it goes through it: asked, refused, asked anew, given, withdrawn by a link without a password."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.mailbox import link_in_mail
from tests.browser.test_journeys import newest_passage
from tests.pages import Hand, Keyboard, Mouse, Person
from tests.product import Product
from tests.scene import Scene

GENERAL = "Ryhmä sopi, että puhelu saa päättyä kesken."
ONE = "Noora kertoi, että raportti jää usein kesken."
TWO = "Ville ja Kim vertasivat, miten kiireestä puhutaan."
ANEW = "Kaksi osallistujaa vertasi, miten kiireestä puhutaan."
WAYS = {
    "by keyboard alone in Finnish": (Keyboard(), {"language": "fi"}),
    "without script in Swedish": (Mouse(), {"language": "sv", "script": False}),
    "on a phone in English": (Mouse(), {"language": "en", "width": 320}),
}


@pytest.mark.parametrize(("hand", "options"), WAYS.values(), ids=WAYS.keys())
def test_consent_from_the_first_question_to_the_withdrawal(
    someone: Callable[..., Person], product: Product, scene: Scene, hand: Hand, options: dict[str, object]
) -> None:
    aino, noora, ville, kim = (someone(name, hand, **options) for name in ("aino", "noora", "ville", "kim"))
    outsiders = [someone(name, script=False) for name in ("outi", "jaana", "marja_liisa")]
    people, meeting = scene.people, scene.ids["meetings"]

    def outsiders_see_nothing() -> None:
        for outsider in outsiders:
            outsider.goes_to(f"/meetings/{meeting}")
            content = outsider.page.content()
            assert all(text not in content for text in (GENERAL, ONE, TWO, ANEW))

    aino.adds_a_passage(meeting, GENERAL)
    aino.adds_a_passage(meeting, ONE, people["noora"])
    aino.asks_for_consent(newest_passage(product.app))
    aino.adds_a_passage(meeting, TWO, people["ville"], people["kim"])
    both = newest_passage(product.app)
    aino.asks_for_consent(both)
    outsiders_see_nothing()

    kim.answers(both, "attendees")
    ville.answers(both, "decline")
    noora.goes_to(f"/meetings/{meeting}")
    expect(noora.text(GENERAL).first).to_be_visible()
    expect(noora.text(ONE).first).to_be_visible()  # alone in it, she always reads it
    expect(noora.text(TWO)).to_have_count(0)
    kim.goes_to(f"/meetings/{meeting}")
    expect(kim.text(TWO)).to_have_count(0)  # one refusal hides it from the other too
    expect(kim.text(ONE)).to_have_count(0)

    aino.rewrites_a_passage(both, ANEW)
    aino.asks_for_consent(both)
    noora.fetches_the_note_again()
    expect(noora.text(ANEW)).to_have_count(0)  # the answers to the former words have lapsed
    kim.answers(both, "attendees")
    ville.answers(both, "attendees")
    noora.fetches_the_note_again()
    expect(noora.text(ANEW).first).to_be_visible()
    outsiders_see_nothing()

    stranger = someone(None, hand, **options)
    stranger.goes_to(link_in_mail(product.app, "withdrawals", to="ville.anttonen@demo.example"))
    stranger.withdraws_by_link()
    noora.fetches_the_note_again()
    expect(noora.text(ANEW)).to_have_count(0)
    expect(noora.not_shared).to_be_visible()
    ville.goes_to("/reads")
    expect(ville.page.locator("#reads")).to_contain_text("Noora Heikura")
    outsiders_see_nothing()
