"""Notes in a real browser: typing that saves itself, two texts side by side, a name that was not chosen."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.world import Story


def address(path: str, story: Story) -> str:
    return path.format(group=story.group.id, held=story.held.id)


def test_a_note_saves_itself_while_one_types(page_of: Callable[..., Page], story: Story) -> None:
    page = page_of(story.aino)
    page.goto(address("/meetings/{held}", story))
    note = page.locator("#own-note-text")
    note.press_sequentially("Alussa hiljaista.")
    expect(page.locator("#own-note-status")).to_contain_text("Luonnos tallennettu klo")
    expect(note).to_be_focused()
    note.press_sequentially(" Ja sitten")
    expect(page.locator("form[data-autosave]")).to_have_attribute("data-saving", "saved")
    page.reload()
    expect(note).to_have_value("Alussa hiljaista. Ja sitten")


def test_two_windows_never_overwrite_each_other(
    page_of: Callable[..., Page], assert_accessible: Callable[[Page], None], story: Story
) -> None:
    one = page_of(story.aino)
    one.goto(address("/meetings/{held}", story))
    other = one.context.new_page()
    other.goto(address("/meetings/{held}", story))
    other.locator("#own-note-text").press_sequentially("Puhelimella")
    expect(other.locator("#own-note-status")).to_contain_text("Luonnos tallennettu")
    one.locator("#own-note-text").press_sequentially("Koneella")
    expect(one.locator("#own-note-choice")).to_be_visible()
    expect(one.locator("#own-note-text")).to_have_value("Koneella")
    assert_accessible(one)
    one.locator("#own-note-mine-keep").click()
    expect(one.locator("#own-note-text")).to_have_value("Koneella")
    expect(one.locator("#own-note-choice")).to_have_count(0)


def test_a_name_that_was_not_chosen_is_pointed_out(
    page_of: Callable[..., Page], assert_accessible: Callable[[Page], None], story: Story
) -> None:
    page = page_of(story.aino, width=320)
    page.goto(address("/meetings/{held}", story))
    page.locator("#add-passage").click()
    page.locator("#text").press_sequentially("Villen mielestä kiire on sana.")
    page.get_by_role("button", name="Tallenna kohta").click()
    expect(page.locator("#errors")).to_be_focused()
    assert_accessible(page)
    page.locator("#named-tag").click()
    expect(page.get_by_text("Lupaa ei ole pyydetty: Ville Anttonen")).to_be_visible()


def test_everything_works_without_script(page_of: Callable[..., Page], story: Story) -> None:
    aino, noora = page_of(story.aino, script=False), page_of(story.noora, script=False)
    aino.goto(address("/meetings/{held}", story))
    aino.locator("#own-note-text").fill("Ilman skriptiä.")
    aino.locator("#own-note-save").click()
    expect(aino.locator("#own-note-text")).to_have_value("Ilman skriptiä.")
    aino.locator("#add-passage").click()
    aino.locator("#text").fill("Noora kertoi raportista.")
    aino.get_by_label("Noora Heikura").check()
    aino.get_by_role("button", name="Tallenna kohta").click()
    aino.locator("#ask-all").click()
    expect(aino.get_by_text("Noora Heikura ei ole vielä vastannut")).to_be_visible()
    noora.goto("/consents")
    noora.get_by_role("link", name="Vastaa").click()
    noora.get_by_label("Ehdotan muutosta omaan kohtaani", exact=False).check()
    noora.get_by_role("textbox", name="Omat sanasi").fill("Noora mietti ääneen.")
    noora.get_by_role("button", name="Tallenna vastaus").click()
    aino.reload()
    aino.get_by_role("link", name="Käytä näitä sanoja").click()
    expect(aino.locator("#text")).to_have_value("Noora mietti ääneen.")
