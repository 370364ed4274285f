"""Browser tests: the product on a port of its own, and pages that complain when something on them is wrong."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from socket import socket
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser import chromium
from tests.browser.server import Counting, serving
from tests.product import Product

if TYPE_CHECKING:
    from models.people import Person as Row
    from tests.pages import Hand, Person
    from tests.scene import Scene
    from tests.world import World

PATIENCE = 10_000  # milliseconds; far beyond what any page takes, for machines with other work
# What an answer of 4xx leaves in the console is no fault of the page: tests look at the answer itself.
ANSWERED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d|Response Status Error Code 4\d\d")
# WCAG 2.2 AA and what axe itself recommends.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for each test process."""
    program = chromium.find()
    if program is None:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(chromium.MISSING)
    with chromium.chromium(program) as browser:
        yield browser


@pytest.fixture(scope="session")
def _server(product: Product, listener: socket) -> Iterator[Counting]:
    with serving(product.app, listener) as server:
        yield server


@pytest.fixture
def live_server(app: Flask, _server: Counting, product: Product) -> Iterator[str]:
    """The address of the product, on this test's databases. The test ends when the last request has been answered."""
    yield product.settings.base_url
    _server.wait()


@pytest.fixture
def new_page(browser: Browser, live_server: str) -> Iterator[Callable[..., Page]]:
    """Open a page in a fresh browser profile: ``new_page(width=320, script=False, scheme="dark", language="sv")``.

    The test fails when the page threw an error, was refused something by the security policy or complained in the console.
    """
    complaints: list[str] = []
    with ExitStack() as open_profiles:

        def open_page(*, width: int = 1280, script: bool = True, scheme: str = "light", language: str = "en-GB", **more: Any) -> Page:  # noqa: ANN401  whatever a browser context takes
            options: dict[str, Any] = {
                "base_url": live_server,
                "color_scheme": scheme,
                "java_script_enabled": script,
                "locale": language,
                "reduced_motion": "reduce",
                "timezone_id": "Europe/Helsinki",
                "viewport": {"width": width, "height": 800},
            }
            profile = browser.new_context(**(options | more))
            open_profiles.callback(profile.close)
            profile.set_default_timeout(PATIENCE)
            profile.on("weberror", lambda error: complaints.append(str(error.error)))
            profile.on("console", lambda message: complaints.extend(_complaint(message)))
            return profile.new_page()

        yield open_page
    assert complaints == [], "\n".join(complaints)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page on a desktop's screen, in English, in light colours, with script."""
    return new_page()


@pytest.fixture
def page_of(new_page: Callable[..., Page], live_server: str, world: "World") -> Callable[..., Page]:
    """Open a browser in which a row of the story is signed in: ``page_of(story.aino, width=320)``."""

    def open_page(person: "Row", **options: object) -> Page:
        page = new_page(language="fi-FI", **options)
        page.context.add_cookies([{"name": "peili", "value": world.sign_in(person), "url": live_server}])
        return page

    return open_page


@pytest.fixture
def someone(new_page: Callable[..., Page], product: Product, scene: "Scene") -> Callable[..., "Person"]:
    """Somebody of the whole story at a browser: ``someone("noora", Keyboard(), width=320)``; nobody by None."""
    from tests.pages import Person

    def meet(name: str | None, hand: "Hand | None" = None, **options: Any) -> Person:  # noqa: ANN401  whatever new_page takes
        page = new_page(**options)
        if name:
            page.context.add_cookies([{"name": "peili", "value": scene.cookies[name], "url": product.settings.base_url}])
        return Person(page, hand)

    return meet


@pytest.fixture(scope="session")
def assert_accessible() -> Callable[[Page], None]:
    """Fail with axe's report unless the page, as it stands now, has no violation in light and in dark."""
    axe = Axe()

    def check(page: Page) -> None:
        reports = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            result = axe.run(page, options=RULES)
            if result.violations_count:
                reports.append(f"{page.url} in {scheme}: {result.generate_report()}")
        page.emulate_media(color_scheme="null")
        assert reports == [], "\n".join(reports)

    return check


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    expect.set_options(timeout=PATIENCE)


def _complaint(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type in {"error", "warning"} and not ANSWERED.search(message.text) else []
