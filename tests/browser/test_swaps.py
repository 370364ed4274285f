"""Pages of swaps in a real browser: accessible in light and dark, on the phone and on the desktop, and focus kept in the row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.pages import Person
from tests.scene import Scene

PAGES = [
    ("kim", "/substitutions/{substitutions}"),
    ("aino", "/substitutions/{substitutions}"),
    ("outi", "/participations/{participations}/substitutions/new"),
    (None, "/offers/{offers}"),
    (None, "/answers/accept"),
    (None, "/answers/decline"),
]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("shown", PAGES)
def test_pages_are_accessible(
    someone: Callable[..., Person], assert_accessible: Callable[[Page], None], scene: Scene, shown: tuple[str | None, str], width: int
) -> None:
    who, path = shown
    person = someone(who, width=width, language="fi-FI")
    person.goes_to(path.format(**scene.ids, offers=scene.tokens["offers"]))
    assert person.page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(person.page)


def test_the_row_keeps_focus_and_says_what_was_done(
    someone: Callable[..., Person], assert_accessible: Callable[[Page], None], scene: Scene
) -> None:
    page, place = someone("noora", width=320, language="fi-FI").page, scene.ids["participations"]
    page.goto(f"/engagements/{scene.ids['engagements']}/participations")
    page.locator(f"a#swap-{place}").press("Enter")
    form = page.locator(f"form#participation-{place}")
    expect(form).to_be_visible()
    form.locator("button.go").press("Enter")
    expect(page.get_by_role("alert", name="Korjaa nämä")).to_be_focused()
    assert_accessible(page)
    form.get_by_label("Nimi").fill("Petri Hakkala")
    form.get_by_label("Sähköposti").fill("petri.hakkala@uusi.example")
    form.locator("button.go").press("Enter")
    expect(page.locator("#say")).to_have_text("Kutsu on lähetetty: Petri Hakkala.")
    expect(page.locator(f"a#swap-{place}")).to_be_focused()
    assert_accessible(page)
    page.get_by_role("button", name="Peru vaihto").press("Enter")
    expect(page.locator("#say")).to_have_text("Vaihto on peruttu.")
    expect(page.locator(f"#participation-{place}")).not_to_contain_text("Petri")


def test_going_back_leaves_the_row_as_it_was(someone: Callable[..., Person], scene: Scene) -> None:
    page, place = someone("noora").page, scene.ids["participations"]
    page.goto(f"/engagements/{scene.ids['engagements']}/participations")
    before = page.locator(f"#participation-{place}").inner_text()
    page.locator(f"a#swap-{place}").click()
    page.get_by_role("link", name="Palaa vaihtamatta").click()
    expect(page.locator(f"a#swap-{place}")).to_be_visible()
    assert page.locator(f"#participation-{place}").inner_text() == before
