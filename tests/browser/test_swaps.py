"""Swaps in a real browser: focus is kept in the row, and what was done is said."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.pages import Person
from tests.scene import Scene


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
