"""The life of a consent, as everybody in it goes through it: asked, refused, asked anew, given, withdrawn by a link without a password."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass
class Life:
    """Everybody at a browser of their own, and the passage about two of them."""

    product: Product
    scene: Scene
    aino: Person
    noora: Person
    ville: Person
    kim: Person
    outsiders: tuple[Person, ...]
    both: int = 0

    @property
    def meeting(self) -> str:
        """The address of the meeting they speak of."""
        return f"/meetings/{self.scene.ids['meetings']}"

    def is_written(self) -> None:
        """A passage about nobody, one about Noora, one about two."""
        meeting, people = self.scene.ids["meetings"], self.scene.people
        self.aino.adds_a_passage(meeting, GENERAL)
        self.aino.adds_a_passage(meeting, ONE, people["noora"])
        self.aino.asks_for_consent(newest_passage(self.product.app))
        self.aino.adds_a_passage(meeting, TWO, people["ville"], people["kim"])
        self.both = newest_passage(self.product.app)
        self.aino.asks_for_consent(self.both)

    def is_refused(self) -> None:
        """One yes and one no: nobody else reads it, and the one who said yes not either."""
        self.kim.answers(self.both, "attendees")
        self.ville.answers(self.both, "decline")
        self.noora.goes_to(self.meeting)
        expect(self.noora.text(GENERAL).first).to_be_visible()
        expect(self.noora.text(ONE).first).to_be_visible()  # alone in it, she always reads it
        expect(self.noora.text(TWO)).to_have_count(0)
        self.kim.goes_to(self.meeting)
        expect(self.kim.text(TWO)).to_have_count(0)
        expect(self.kim.text(ONE)).to_have_count(0)

    def is_asked_anew(self) -> None:
        """Other words lapse every answer, until both have said yes to them."""
        self.aino.rewrites_a_passage(self.both, ANEW)
        self.aino.asks_for_consent(self.both)
        self.noora.fetches_the_note_again()
        expect(self.noora.text(ANEW)).to_have_count(0)
        self.kim.answers(self.both, "attendees")
        self.ville.answers(self.both, "attendees")
        self.noora.fetches_the_note_again()
        expect(self.noora.text(ANEW).first).to_be_visible()

    def is_withdrawn(self, stranger: Person) -> None:
        """By a link, without a password: gone from the page that is open, and whoever had read it is named."""
        stranger.goes_to(link_in_mail(self.product.app, "withdrawals", to="ville.anttonen@demo.example"))
        stranger.withdraws_by_link()
        self.noora.fetches_the_note_again()
        expect(self.noora.text(ANEW)).to_have_count(0)
        expect(self.noora.not_shared).to_be_visible()
        self.ville.goes_to("/reads")
        expect(self.ville.page.locator("#reads")).to_contain_text("Noora Heikura")

    def outsiders_see_nothing(self) -> bool:
        """Not on the meeting's page, whoever they are."""
        pages = [outsider.goes_to(self.meeting).page.content() for outsider in self.outsiders]
        return not any(text in page for page in pages for text in (GENERAL, ONE, TWO, ANEW))


@pytest.mark.parametrize(("hand", "options"), WAYS.values(), ids=WAYS.keys())
def test_consent_from_the_first_question_to_the_withdrawal(
    someone: Callable[..., Person], product: Product, scene: Scene, hand: Hand, options: dict[str, object]
) -> None:
    aino, noora, ville, kim = (someone(name, hand, **options) for name in ("aino", "noora", "ville", "kim"))
    outsiders = tuple(someone(name, script=False) for name in ("outi", "jaana", "marja_liisa"))
    life = Life(product, scene, aino, noora, ville, kim, outsiders)
    life.is_written()
    life.is_refused()
    assert life.outsiders_see_nothing()
    life.is_asked_anew()
    assert life.outsiders_see_nothing()
    life.is_withdrawn(someone(None, hand, **options))
    assert life.outsiders_see_nothing()
