"""The pages from a request to an agreement, as people use them; everybody who opens one finds that it fits their screen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.pages import Person

Answer = str | list[str]  # a text, a code or an option by its label; several codes


@dataclass
class Guest:
    """Somebody at a browser, and what all of them do with a form."""

    person: Person

    def goes_to(self, path: str) -> None:
        """Write an address."""
        self.person.goes_to(path)
        self.sees_all_of_it()

    def presses(self, what: str, *, of: int = 0) -> None:
        """A link or a button, by its place in the page."""
        self.person.hand.press(self.person.page.locator(what).nth(of))
        self.person.page.wait_for_load_state()
        self.sees_all_of_it()

    def opens(self, noun: str) -> None:
        """The first link on the page that leads to a thing of that kind."""
        self.presses(f"main a[href^='/{noun}']")

    def fills(self, sheet: str, /, **answers: Answer) -> None:
        """Fields by their names; several values are several ticks."""
        for name, answer in answers.items():
            self._answer(f"{sheet} [name={name}]", answer)

    def sends(self, sheet: str, /, **answers: Answer) -> None:
        """Fill a form and press its button; it is accepted."""
        self.fills(sheet, **answers)
        self.moves_on(f"{sheet} button.go")

    def moves_on(self, button: str) -> None:
        """Press what leads to another page; a form that comes back with errors does not."""
        page = self.person.page
        page.evaluate("document.documentElement.dataset.before = 'yes'")
        self.person.hand.press(page.locator(button))
        expect(page.locator("html:not([data-before]), .errors").first).to_be_attached()
        assert page.locator(".errors").count() == 0, page.locator(".errors").inner_text()
        self.sees_all_of_it()

    def reads(self, *texts: str) -> None:
        """Each of these somewhere in what the page is about."""
        for text in texts:
            expect(self.main).to_contain_text(text, use_inner_text=True)

    def sees_all_of_it(self) -> None:
        """Nothing is wider than the screen."""
        page = self.person.page
        width = (page.viewport_size or {"width": 0})["width"]
        assert int(page.evaluate("document.documentElement.scrollWidth")) <= width, f"{page.url} is wider than {width} pixels"

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.person.page.locator("main")

    @property
    def key(self) -> int:
        """The number of the thing that the page shows, from its address."""
        found = re.search(r"/(\d+)(?:/|$|\?|#)", self.person.page.url)
        assert found, f"no thing has the address {self.person.page.url}"
        return int(found[1])

    def _answer(self, where: str, answer: Answer) -> None:
        page, hand = self.person.page, self.person.hand
        kind = page.locator(where).first.evaluate("field => field.type")
        if kind in {"radio", "checkbox"}:
            for value in [answer] if isinstance(answer, str) else answer:
                hand.choose(page.locator(f"{where}[value='{value}']"))
        elif kind == "select-one":
            page.locator(where).select_option(answer)
        else:
            hand.write(page.locator(where), str(answer))


@dataclass
class Client(Guest):
    """Somebody who looks for supervision: at first without an account, later behind links."""

    def finds_supervisors(self, *, form: str, language: str) -> None:
        """In the directory, by two filters."""
        self.goes_to("/supervisors")
        if self.person.page.locator("form[role=search] summary").is_visible():
            self.presses("form[role=search] summary")
        self.fills("form[role=search]", form=form, language=language)
        self.presses("form[role=search] .acts button")
        self.person.page.wait_for_url(re.compile(f"form={form}.*language={language}"))

    def goes_on(self, step: str, /, **answers: Answer) -> None:
        """Answer a step of the request."""
        self.fills("#request-form", **answers)
        self._leaves(step, "on")

    def goes_back(self, step: str) -> None:
        """To the step before; what was answered stays."""
        self._leaves(step, "back")

    def reports(self, **answers: str) -> None:
        """By the short form."""
        self.sends("#report-form", **answers)

    def places_to_write(self) -> list[str]:
        """Names of all fields of the form in which one writes freely, seen or not."""
        fields = self.main.locator("form :is(textarea, input:not([type=hidden], [type=radio], [type=checkbox]))")
        return [str(field.get_attribute("name")) for field in fields.all()]

    def accepts_the_quote(self) -> None:
        """Below its text."""
        self.sends("#accept")

    def signs(self) -> None:
        """Below the text: the tick, then the button."""
        self.person.hand.choose(self.person.page.locator("#signing [name=read]"))
        self.moves_on("#signing button[value=sign]")

    def cancels(self) -> None:
        """The tick that it is meant, then the button."""
        self.person.hand.choose(self.person.page.locator("#cancel [name=sure]"))
        self.moves_on("#cancel-now")

    def answers(self, answer: str) -> None:
        """One of the two buttons behind a link."""
        self.moves_on(f"#answer button[value={answer}]")

    def comes_for_the_first_time(self, password: str) -> None:
        """Behind the link of an invitation."""
        self.sends("#invitation", password=password)

    def accepts_the_rules(self, engagement: int) -> None:
        """On the page of the engagement."""
        self.goes_to(f"/engagements/{engagement}")
        self.moves_on("main form[action$='/rule-acceptances'] button.go")
        expect(self.main.locator("form[action$='/rule-acceptances']")).to_have_count(0)

    def _leaves(self, step: str, button: str) -> None:
        page = self.person.page
        self.person.hand.press(page.locator(f"#request-form button[value={button}]"))
        page.wait_for_url(lambda url: not url.endswith(f"/{step}"))
        self.sees_all_of_it()


@dataclass
class Manager(Guest):
    """The account manager from the board on."""

    def finds_on_the_board(self, words: str) -> None:
        """Search the board, and open what is found."""
        self.goes_to("/board")
        self.fills("form[role=search]", q=words)
        self.presses("form[role=search] .with button")
        self.person.page.wait_for_url(re.compile(r"\?q="))
        self.presses("#results .board li h4 a")

    def takes_it_on(self) -> None:
        """The request, or the case."""
        self.presses("form[action$='/triages'] button")
        expect(self.main.locator("form[action$='/triages']")).to_have_count(0)

    def links_to_the_client(self) -> None:
        """The first one that is offered; a new one when none is like it."""
        self.presses("main a[href$='/client-links/new']")
        self.person.hand.choose(self.person.page.locator("[name=client]").first)
        self.sends("main form:has([name=client])")

    def drafts_a_quote(self, *supervisors: int, price: str = "", **facts: str) -> int:
        """From the request on the page: the product that was asked for, with another price; gives the quote's id."""
        self.presses("main a[href*='/quotes/new']")
        self.sends("#quote-form", **facts)
        if price:
            self.opens("quote-lines/")
            self.sends("#line-form", price=price)
        self.offers(*supervisors)
        return self.key

    def offers(self, *supervisors: int) -> None:
        """One who leads, and perhaps one beside, in the quote on the page."""
        for supervisor, kind in zip(supervisors, ("lead", "pair"), strict=False):
            self.presses("main a[href$='/quote-supervisors/new']")
            self.sends("#offer-form", supervisor=str(supervisor), kind=kind)

    def sends_it(self) -> None:
        """A quote or an agreement, after reading it."""
        self.presses("main a[href$='dispatches/new']")
        self.sends("#dispatch form")

    def makes_an_agreement(self, quote: int) -> int:
        """From the accepted quote; gives the agreement's id."""
        self.goes_to(f"/quotes/{quote}")
        self.presses("main a[href*='/agreements/new']")
        self.sends("#agreement-form")
        return self.key

    def plans_meetings(self, **facts: str) -> None:
        """Day and time of the first one, the place, the aim."""
        self.presses("main a[href$='/edit'][href*='/agreement-versions/']")
        self.sends("#part-form", **facts)

    def plans_participants(self, **emails: str) -> None:
        """Names and addresses."""
        for name, email in emails.items():
            self.presses("main a[href$='/planned-participants/new']")
            self.sends("#part-form", name=name.replace("_", " "), email=email)

    def completes_the_payer(self, **facts: str) -> None:
        """What the invoice needs and the request did not say."""
        self.opens("payers/")
        self.sends("#part-form", **facts)

    def names_a_pair(self, lead: int, second: int) -> None:
        """The two supervisors of an urgent case; what is unusual about them is confirmed."""
        self.presses("main a[href$='/pairs/new']")
        self.fills("#act-form", lead=str(lead), second=str(second))
        self.presses("#act-form button.go")
        self.person.hand.choose(self.person.page.locator("#cautions [name=confirmed]"))
        self.moves_on("#act-form button.go")

    def publishes_the_group(self) -> None:
        """On its page."""
        self.moves_on("main form[action$='/listing'] button.go")

    def accepts_the_application(self) -> None:
        """On its page."""
        self.moves_on("#decision-form button[value=accept]")

    def offers_a_time(self, day: str, hour: str) -> None:
        """For the first meeting."""
        self.presses("main a[href$='/offers/new']")
        self.sends("#act-form", day=day, hour=hour)

    def continues(self, engagement: int, product: str, *people: int, **recipient: str) -> int:
        """Let something else follow, and ask these people to come along; gives the continuation's id."""
        self.goes_to(f"/engagements/{engagement}")
        self.presses("main a[href$='/continuations/new']")
        self.sends("#continuation-form", product=product, people=[str(person) for person in people], **recipient)
        return self.key


class Supervisor(Guest):
    """Whom a case has been given to."""

    def assesses(self, case: int, assessment: str) -> None:
        """The series, from the day's page on."""
        self.goes_to("/")
        self.opens(f"urgent-cases/{case}")
        self.presses("main a[href$='/assessments/new']")
        self.sends("#act-form", assessment=assessment)
