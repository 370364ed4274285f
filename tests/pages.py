"""The product's pages as people use them: methods are sentences, hands are a mouse's or a keyboard's.

Elements are found by id, name or role, never by their words, so that the same sentences work in every language.
"""

from __future__ import annotations

import re
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 250  # a page on which one must press Tab more often than this is not usable by keyboard


class Hand(Protocol):
    """How somebody works a page."""

    def press(self, what: Locator) -> None:
        """Use a link or a button."""

    def write(self, where: Locator, text: str) -> None:
        """Put a text into a field instead of what is there."""

    def choose(self, what: Locator) -> None:
        """Tick a box, or take one of several answers."""


class Mouse:
    """Pointing and clicking; what works with script switched off too."""

    def press(self, what: Locator) -> None:
        what.click()

    def write(self, where: Locator, text: str) -> None:
        where.fill(text)

    def choose(self, what: Locator) -> None:
        what.check()


class Keyboard:
    """Tab, the arrows, Space and Enter, nothing else."""

    def press(self, what: Locator) -> None:
        self._reach(what)
        what.page.keyboard.press("Enter")

    def write(self, where: Locator, text: str) -> None:
        self._reach(where)
        where.page.keyboard.press("ControlOrMeta+a")
        where.page.keyboard.press("Delete")
        where.page.keyboard.type(text)

    def choose(self, what: Locator) -> None:
        if what.get_attribute("type") != "radio":
            self._reach(what)
            what.page.keyboard.press("Space")
            return
        name = what.get_attribute("name")
        self._tab_until(what.page, f"document.activeElement.name === {name!r}")
        for _ in range(MOST_TABS):
            if what.is_checked():
                return
            what.page.keyboard.press("Space" if _nothing_chosen(what.page, name) else "ArrowDown")
        raise AssertionError(f"the arrows never reach {what}")

    def _reach(self, what: Locator) -> None:
        handle = what.element_handle()
        for _ in range(MOST_TABS):
            if handle.evaluate("element => element === document.activeElement"):
                return
            what.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {what}")

    def _tab_until(self, page: Page, condition: str) -> None:
        for _ in range(MOST_TABS):
            if page.evaluate(condition):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {condition}")


def _nothing_chosen(page: Page, name: str | None) -> bool:
    return page.locator(f"input[type=radio][name={name}]:checked").count() == 0


class Person:
    """Somebody of the story at a browser of their own."""

    def __init__(self, page: Page, hand: Hand | None = None) -> None:
        self.page = page
        self.hand = hand or Mouse()

    def goes_to(self, path: str) -> Person:
        """Write an address."""
        self.page.goto(path)
        return self

    def text(self, text: str) -> Locator:
        """Wherever the text stands on the page."""
        return self.page.get_by_text(text)

    def signs_in(self, email: str, password: str) -> None:
        """By the form."""
        self.goes_to("/sessions/new")
        self.hand.write(self.page.locator("[name=email]"), email)
        self.hand.write(self.page.locator("[name=password]"), password)
        self.hand.press(self.page.locator("main form button.go"))

    def signs_out(self) -> None:
        """By the menu with the own name."""
        self.hand.press(self.page.locator("header summary"))
        self.hand.press(self.page.locator("header form button"))

    # ---- the note ------------------------------------------------------------------------------------------------

    def adds_a_passage(self, meeting: int, text: str, *about: int) -> None:
        """On the meeting's page: a new passage with a text and the people it is about."""
        self.goes_to(f"/meetings/{meeting}")
        self.hand.press(self.page.locator("#add-passage"))
        expect(self.page.locator("#passage")).to_be_visible()
        self.hand.write(self.page.locator("#passage [name=text]"), text)
        for person in about:
            self.hand.choose(self.page.locator(f"#passage [name=subjects][value='{person}']"))
        self.hand.press(self.page.locator("#passage button.go"))
        expect(self.page.locator("#add-passage")).to_be_visible()

    def rewrites_a_passage(self, passage: int, text: str) -> None:
        """Other words about the same people."""
        self.goes_to(f"/passages/{passage}/edit")
        self.hand.write(self.page.locator("#passage [name=text]"), text)
        self.hand.press(self.page.locator("#passage button.go"))
        expect(self.page.locator("#add-passage")).to_be_visible()

    def asks_for_consent(self, passage: int) -> None:
        """Of whoever is in the passage, on the meeting's page."""
        self.hand.press(self.page.locator(f"#ask-{passage}"))
        expect(self.page.locator(f"#ask-{passage}")).to_have_count(0)

    def answers(self, passage: int, answer: str) -> None:
        """The question about a passage, from the page of the own consents."""
        self.goes_to("/consents")
        self.hand.press(self.page.locator(f"#answer-{passage}"))
        self.hand.choose(self.page.locator(f"#question [name=answer][value='{answer}']"))
        self.hand.press(self.page.locator("#question form button.go"))
        self.page.wait_for_url(re.compile(r"/consents(#.*)?$"))

    def withdraws(self, passage: int) -> None:
        """Consent to a passage: one press on the page of the own consents."""
        self.goes_to("/consents")
        self.hand.press(self.page.locator(f"#withdraw-{passage}"))
        expect(self.page.locator(f"#withdraw-{passage}")).to_have_count(0)

    def withdraws_by_link(self) -> None:
        """On the page behind the link in the mail."""
        self.hand.press(self.page.locator("main form button.go"))
        expect(self.page.locator("main form button.go")).to_have_count(0)

    @property
    def not_shared(self) -> Locator:
        """That there is something which is not shared, and nothing else about it."""
        return self.page.locator("#not-shared")

    def types_an_own_note(self, text: str) -> None:
        """Until it has saved itself."""
        self.types_into("#own-note form", "own", text)

    def types_into(self, form: str, field: str, text: str) -> None:
        """A form that saves itself, until it has."""
        self.page.locator(f"{form} [name={field}]").fill(text)
        expect(self.page.locator(form)).to_have_attribute("data-saving", "saved")

    def types_in_vain(self, field: str, text: str) -> None:
        """Somebody else has saved meanwhile."""
        self.page.locator(f"#{field}-note [name={field}]").fill(text)
        expect(self.page.locator(f"#{field}-note form")).to_have_attribute("data-saving", "failed")

    def fetches_the_note_again(self) -> None:
        """Without leaving the open page."""
        self.hand.press(self.page.locator("#shared-note-again"))

    # ---- the swap ------------------------------------------------------------------------------------------------

    def asks_somebody_to_come(self, engagement: int, participation: int, name: str, email: str) -> None:
        """From the list of participants, for the first meeting that is offered."""
        self.goes_to(f"/engagements/{engagement}/participations")
        self.hand.press(self.page.locator(f"a#swap-{participation}"))
        form = self.page.locator(f"form#participation-{participation}")
        self.hand.choose(form.locator("[name=meeting]").first)
        self.hand.write(form.locator("[name=name]"), name)
        self.hand.write(form.locator("[name=email]"), email)
        self.hand.press(form.locator("button.go"))
        expect(form).to_have_count(0)

    def comes(self) -> None:
        """On the page behind the link: the rules, then yes."""
        self.hand.choose(self.page.locator("#offer [name=rules]"))
        self.hand.press(self.page.locator("#offer button[value=accept]"))
        self.page.wait_for_url(re.compile("/answers/accept"))
