"""A supervisor's meeting in a real browser: marking by keyboard, what is said aloud, and what works without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.world import Story


def address(path: str, story: Story) -> str:
    return path.format(**{name: getattr(story, name).id for name in ("group", "today", "held", "lokkiranta")})


def test_marking_by_keyboard_keeps_the_focus_and_is_said(page_of: Callable[..., Page], story: Story) -> None:
    page = page_of(story.aino)
    page.goto(address("/meetings/{today}", story))
    late = page.get_by_role("group", name="Kim Ström").get_by_role("button", name="Myöhässä")
    late.focus()
    page.keyboard.press("Enter")
    expect(late).to_have_attribute("aria-pressed", "true")
    expect(late).to_be_focused()
    expect(page.locator("#say")).to_have_text("Kim Ström: myöhässä. Tallennettu.")
    page.reload()
    expect(late).to_have_attribute("aria-pressed", "true")


def test_everybody_present_and_back(page_of: Callable[..., Page], assert_accessible: Callable[[Page], None], story: Story) -> None:
    page = page_of(story.aino, width=320)
    page.goto(address("/meetings/{today}", story))
    page.get_by_role("button", name="Merkitse kaikki paikalla").press("Enter")
    pressed = page.locator(".seg button[aria-pressed=true]")
    expect(pressed).to_have_count(5)
    expect(page.locator("#say")).to_have_text("Kaikki merkittiin paikalla oleviksi.")
    assert_accessible(page)
    page.get_by_role("button", name="Kumoa").press("Enter")
    expect(pressed).to_have_count(0)
    expect(page.locator("#say")).to_have_text("Merkinnät ovat ennallaan.")


def test_how_late_is_written_by_keyboard(page_of: Callable[..., Page], assert_accessible: Callable[[Page], None], story: Story) -> None:
    page = page_of(story.aino, width=320)
    page.goto(address("/meetings/{today}", story))
    row = page.get_by_role("group", name="Kim Ström")
    row.get_by_role("button", name="Myöhässä").press("Enter")
    minutes = page.get_by_label("Myöhästyi minuutteina: Kim Ström")
    minutes.fill("12")
    minutes.press("Enter")
    expect(page.locator("#say")).to_have_text("Kim Ström: 12 minuuttia myöhässä. Tallennettu.")
    expect(minutes).to_be_focused()
    expect(minutes).to_have_value("12")
    assert_accessible(page)
    heights = row.get_by_role("button").evaluate_all("buttons => buttons.map(button => button.getBoundingClientRect().height)")
    assert min(heights) >= 44
    assert int(page.evaluate("document.documentElement.scrollWidth")) <= 320


@pytest.mark.parametrize("script", [True, False])
def test_one_press_says_that_one_cannot_come(page_of: Callable[..., Page], story: Story, *, script: bool) -> None:
    page = page_of(story.noora, script=script)
    page.goto("/")
    page.get_by_role("button", name="En pääse").click()
    expect(page.get_by_role("link", name="Vaihda osallistuja")).to_be_visible()
    page.get_by_role("button", name="Pääsen sittenkin").click()
    expect(page.get_by_role("button", name="En pääse")).to_be_visible()


def test_the_same_without_script(page_of: Callable[..., Page], story: Story) -> None:
    page = page_of(story.aino, script=False)
    page.goto(address("/meetings/{today}", story))
    page.get_by_role("button", name="Merkitse kaikki paikalla").click()
    pressed = page.locator(".seg button[aria-pressed=true]")
    expect(pressed).to_have_count(5)
    page.get_by_role("button", name="Kumoa").click()
    expect(pressed).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_a_meeting_is_added_after_mistakes(
    page_of: Callable[..., Page], assert_accessible: Callable[[Page], None], story: Story, *, script: bool
) -> None:
    page = page_of(story.outi, script=script)
    page.goto(address("/engagements/{group}/meetings/new", story))
    page.get_by_label("Päivä").fill("11/3/2026")
    page.get_by_label("Alkaa").fill("kymmeneltä")
    page.get_by_role("button", name="Lisää tapaaminen").click()
    summary = page.get_by_role("alert", name="Korjaa nämä")
    expect(summary).to_be_visible()
    expect(page).to_have_title("Virhe: Lisää tapaaminen – Peili")
    if script:
        expect(summary).to_be_focused()
        assert_accessible(page)
    expect(page.get_by_label("Alkaa")).to_have_value("kymmeneltä")
    page.get_by_label("Päivä").fill("30.11.2026")
    page.get_by_label("Alkaa").fill("10")
    page.get_by_label("Kesto minuutteina").fill("120")
    page.get_by_role("button", name="Lisää tapaaminen").click()
    page.get_by_label("Näin on tarkoitus").check()
    if script:
        assert_accessible(page)
    page.get_by_role("button", name="Lisää tapaaminen").click()
    expect(page.get_by_role("link", name="6. tapaaminen")).to_be_visible()
