"""What holds on every page, seen on those that need nobody: signing in, the directory, and a page that does not exist."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PAGES = ["/sessions/new", "/no-such-page", "/supervisors"]
LANGUAGES = ["fi-FI", "sv-FI", "en-GB"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_fit_in_every_language(new_page: Callable[..., Page], language: str) -> None:
    page = new_page(language=language)
    for path in PAGES:
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == language[:2]
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


def test_the_page_that_does_not_exist_is_accessible(new_page: Callable[..., Page], assert_accessible: Callable[[Page], None]) -> None:
    page = new_page(width=320)
    page.goto("/no-such-page")
    assert_accessible(page)


@pytest.mark.parametrize("path", PAGES)
def test_page_offers_the_same_without_script(new_page: Callable[..., Page], path: str) -> None:
    offers = []
    for script in (True, False):
        page = new_page(script=script)
        page.goto(path)
        links = [link.get_attribute("href") for link in page.locator("a:visible").all()]
        names = [control.get_attribute("name") for control in page.locator("form [name]:visible").all()]
        offers.append((page.get_by_role("heading").all_inner_texts(), links, names))
    assert offers[0] == offers[1]


def test_first_tab_stop_leads_to_the_content(page: Page) -> None:
    page.goto(PAGES[0])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('main') !== null")
