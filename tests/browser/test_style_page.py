from collections.abc import Callable

import pytest
from playwright.sync_api import Page


@pytest.mark.parametrize("width", [320, 1280])
def test_every_part_is_accessible_and_fits_a_phone(
    new_page: Callable[..., Page], assert_accessible: Callable[[Page], None], width: int
) -> None:
    page = new_page(width=width)
    page.goto("/ui")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_script_the_password_is_not_offered_to_be_shown(new_page: Callable[..., Page]) -> None:
    page = new_page(script=False)
    page.goto("/ui")
    assert not page.get_by_role("button", name="Show").is_visible()


@pytest.mark.parametrize(("language", "heading"), [("fi", "Osat ja tyylit"), ("sv", "Delar och stilar"), ("en", "Parts and styles")])
def test_speaks_the_language_of_the_browser(new_page: Callable[..., Page], language: str, heading: str) -> None:
    page = new_page(language=language)
    page.goto("/ui")
    assert page.get_by_role("heading", level=1).inner_text() == heading
