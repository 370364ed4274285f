"""The directory and the editing of presentations in a real browser."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from models.people import Approval, Supervisor
from tests.presentations import written
from tests.world import Story, World


@dataclass
class Shown:
    """Aino's presentation, which readers see, and Mikael's, which waits for approval."""

    aino: Supervisor
    mikael: Supervisor
    approval: Approval


@pytest.fixture
def shown(world: World, story: Story) -> Shown:
    aino, mikael = (written(person, now=world.before) for person in (story.aino, story.mikael))
    world.session.add_all([aino, mikael])
    world.session.flush()
    aino.publish(by=story.jaana, now=world.before)
    approval = mikael.ask_approval(by=story.mikael, now=world.before)
    world.session.commit()
    return Shown(aino, mikael, approval)


def test_search_as_one_types(new_page: Callable[..., Page], shown: Shown, story: Story) -> None:
    page = new_page(language="fi-FI")
    page.goto("/supervisors")
    box = page.get_by_role("searchbox")
    box.press_sequentially("tiimivalmennus", delay=20)
    expect(page).to_have_url(re.compile("q=tiimivalmennus"))
    expect(page.get_by_role("status").filter(has_text="työnohjaaja")).to_have_text("1 työnohjaaja")
    expect(box).to_be_focused()
    page.get_by_label("Muoto").select_option("community")
    expect(page.locator("#count")).to_have_text("0 työnohjaajaa")
    expect(page).to_have_url(re.compile("form=community"))
    page.reload()
    expect(page.locator("#count")).to_have_text("0 työnohjaajaa")
    expect(box).to_have_value("tiimivalmennus")


def test_search_without_script(new_page: Callable[..., Page], shown: Shown) -> None:
    page = new_page(language="fi-FI", script=False, width=320)
    page.goto("/supervisors")
    page.get_by_role("searchbox").fill("lastensuojelu")
    page.get_by_text("Rajaa hakua").click()
    page.get_by_label("Muoto").select_option("group")
    page.get_by_role("button", name="Näytä tulokset").click()
    expect(page.locator("#count")).to_have_text("1 työnohjaaja")
    page.get_by_role("link", name="Aino Rautaharju").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aino Rautaharju")


def test_editing_in_place_by_keyboard(
    page_of: Callable[..., Page], assert_accessible: Callable[[Page], None], story: Story, shown: Shown
) -> None:
    page = page_of(story.jaana)
    page.goto(f"/supervisors/{shown.aino.id}/edit")
    link = page.get_by_role("link", name="Muokkaa Yhteystiedot")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Sähköposti", exact=True)).to_be_focused()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("Puhelin", exact=True).fill("+020 766 3348")
    page.keyboard.press("Control+Enter")
    expect(link).to_be_focused()
    expect(page.locator("#part-contact")).to_contain_text("Tarkista puhelinnumero")
    expect(page.locator("#standing")).to_contain_text("Muutoksia julkaisematta")
    expect(page.locator("#say")).to_have_text("Luonnos on tallennettu.")


def test_mistakes_in_place_are_said_first(page_of: Callable[..., Page], story: Story, shown: Shown) -> None:
    page = page_of(story.aino)
    page.goto(f"/supervisors/{shown.aino.id}/edit")
    page.get_by_role("link", name="Muokkaa Koulutus").click()
    page.get_by_label("Valmistunut").first.fill("joskus")
    page.get_by_role("button", name="Tallenna luonnos").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Virhe: "))
    expect(page.get_by_label("Valmistunut").first).to_have_value("joskus")


def test_two_people_at_once_see_both_texts(page_of: Callable[..., Page], story: Story, shown: Shown) -> None:
    pages = [page_of(person) for person in (story.aino, story.jaana)]
    for page, title in zip(pages, ("Ainon nimike", "Jaanan nimike"), strict=True):
        page.goto(f"/supervisors/{shown.aino.id}/edit")
        page.get_by_role("link", name="Muokkaa Esittely").click()
        page.locator("#fi-title").fill(title)
    for page in pages[::-1]:
        page.get_by_role("button", name="Tallenna luonnos").click()
        expect(page.locator("#theirs, #edit-presentation")).to_have_count(1)
    expect(pages[0].locator("#theirs")).to_contain_text("Jaanan nimike")
    expect(pages[0].locator("#fi-title")).to_have_value("Ainon nimike")
    pages[0].get_by_role("button", name="Tallenna oma tekstini").click()
    expect(pages[0].locator("#edit-presentation")).to_be_focused()


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (900, 1300), "navy").save(out, "JPEG")
    return out.getvalue()


def test_from_draft_to_readers_without_script(
    page_of: Callable[..., Page], new_page: Callable[..., Page], story: Story, shown: Shown
) -> None:
    write_and_send(page_of(story.aino, script=False, width=320), shown.aino.id)
    admin = page_of(story.jaana, script=False)
    admin.goto("/approvals")
    admin.get_by_role("link", name="Lue ja vastaa Aino Rautaharju").click()
    expect(admin.get_by_text("Yliopettaja")).to_be_visible()
    admin.get_by_role("button", name="Hyväksy ja julkaise").click()
    reader = new_page(language="fi-FI", script=False)
    reader.goto(f"/supervisors/{shown.aino.id}")
    expect(reader.get_by_text("Yliopettaja")).to_be_visible()
    expect(reader.get_by_role("img", name="Aino nauraa")).to_have_js_property("complete", value=True)


def write_and_send(page: Page, number: int) -> None:
    """Another title after a preview, a photo with its description, and off for approval."""
    page.goto(f"/supervisors/{number}/edit")
    page.get_by_role("link", name="Muokkaa Esittely").click()
    page.locator("#fi-title").fill("Yliopettaja")
    page.get_by_role("button", name="Esikatsele").click()
    expect(page.locator("#preview")).to_contain_text("Yliopettaja")
    page.get_by_role("button", name="Tallenna luonnos").click()
    page.get_by_role("link", name="Muokkaa Kuva").click()
    page.locator("#photo").set_input_files({"name": "aino.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.get_by_label("Mitä kuvassa näkyy (Suomi)").fill("Aino nauraa")
    page.get_by_role("button", name="Tallenna kuva").click()
    expect(page.get_by_role("img", name="Aino nauraa")).to_be_visible()
    page.get_by_role("link", name="Aino Rautaharju").click()
    page.get_by_role("button", name="Lähetä hyväksyttäväksi").click()
    expect(page.locator("#standing")).to_contain_text("Odottaa hyväksyntää")
