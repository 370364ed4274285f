"""An administrator changes what is offered; each form plainly and by htmx, and refused with the cure and nothing lost."""

import html
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.commerce.catalogue import AccountManager, GoalTheme, Product, ProductVersion, Sector, ServiceSettings, StandardText
from models.commerce.offer import text_in_force, version_in_force
from models.people import Role
from models.privacy import AuditEvent
from tests.blueprints.process.conftest import As, refused, went_on
from tests.market import requests
from tests.world import Story, World

TODAY = date(2026, 11, 23)
FACTS = {
    "fi-name": "Pitkä ryhmä",
    "fi-description": "Kahdeksan tapaamista.",
    "sv-name": "Lång grupp",
    "sv-description": "",
    "en-name": "",
    "en-description": "",
    "effective_from": "1.1.2027",
    "priced_per": "engagement",
    "price": "1 640,50",
    "vat": "25,5",
    "meetings": "8",
    "minutes": "90",
    "interval_days": "28",
    "supervisors": "1",
    "fewest": "3",
    "most": "6",
    "option_meetings": "4",
    "option_price": "205",
    "option_days": "60",
    "notice_hours": "24",
    "free_moves": "2",
    "mid_evaluation_after": "4",
    "final_evaluation": "y",
    "organisation_policy": "standard",
    "self_policy": "week_window",
    "organisation_interruption": "whole_price_due",
    "self_interruption": "held_plus_50",
}
NUMBERS = {
    "emergency_number": "112",
    "crisis_answer_hours": "24",
    "crisis_offer_hours": "48",
    "crisis_days": "14",
    "crisis_fewest": "2",
    "crisis_most": "4",
    "quote_days": "30",
    "quote_reminder_days": "3",
    "signing_days": "30",
    "seat_offer_hours": "48",
    "withdrawal_days": "14",
    "request_draft_days": "14",
    "waiver_limit": "500,00",
    "fee_vat": "as_service",
    "shortest_minutes": "45",
    "longest_minutes": "90",
    "ideal_fewest": "3",
    "ideal_most": "6",
}


def group(world: World) -> Product:
    found = world.session.scalars(select(Product).where(Product.form == "group").order_by(Product.position)).first()
    assert found is not None
    world.session.commit()
    return found


def fresh(world: World, read: Callable[[], object]) -> object:
    """What is in the database now."""
    world.session.expire_all()
    value = read()
    world.session.commit()
    return value


def test_a_product_is_added(both: As, world: World, story: Story) -> None:
    world.session.commit()
    answer = both(story.jaana).post("/products", page="/products/new", supervision="group", **FACTS)
    made = world.session.scalars(select(Product).order_by(Product.id.desc())).first()
    assert made is not None
    assert went_on(answer) == f"/products/{made.id}"
    version = made.versions[0]
    assert (version.price_cents, version.option_price_cents, version.vat_basis_points) == (164050, 20500, 2550)
    assert (version.effective_from, version.created_by_id, made.position) == (date(2027, 1, 1), story.jaana.id, 6)
    assert version.name == {"fi": "Pitkä ryhmä", "sv": "Lång grupp", "en": ""}
    acts = world.session.scalars(select(AuditEvent.act).where(AuditEvent.object_type == "product")).all()
    assert acts == ["product.created"]


def test_a_new_version_leaves_the_old_one(both: As, world: World, story: Story) -> None:
    product = group(world)
    jaana = both(story.jaana)
    answer = jaana.post(f"/products/{product.id}/versions", page=f"/products/{product.id}/versions/new", **FACTS)
    assert went_on(answer) == f"/products/{product.id}"
    found = [version_in_force(world.session, product, day) for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert [version.price_cents for version in found if version] == [105000, 164050]
    world.session.commit()
    shown = html.unescape(jaana.client.get(f"/products/{product.id}").text).replace("\u00a0", " ")
    for words in ("Tulossa", "Voimassa", "1 640,50 €", "1 050,00 €", "to 31.12.2026 asti", "Alkaen pe 1.1.2027"):
        assert words in shown, words


def test_the_form_of_a_version_holds_what_is_in_force(as_: As, world: World, story: Story) -> None:
    shown = html.unescape(as_(story.jaana).get(f"/products/{group(world).id}/versions/new").text)
    for held in ('value="Ryhmätyönohjaus"', 'value="Grupphandledning"', 'value="1050,00"', 'value="25,5"', 'value="28"'):
        assert held in shown, held


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"effective_from": "22.11.2026"}, "Valitse päivä, joka on aikaisintaan tänään."),
        ({"effective_from": "1.9.2024"}, "Se, mikä on ollut voimassa"),
        ({"effective_from": ""}, "Kirjoita päivä"),
        ({"effective_from": "30.2.2027"}, "Kalenterissa ei ole"),
        ({"fi-name": " "}, "Kirjoita tähän jotakin."),
        ({"fi-name": "x" * 121}, "121 merkkiä"),
        ({"sv-description": "x" * 601}, "601 merkkiä"),
        ({"en-name": "\u202eX"}, "ei voi tallentaa"),
        ({"price": "ilmainen"}, "Kirjoita summa euroina"),
        ({"price": "-5"}, "Kirjoita summa euroina"),
        ({"vat": "101"}, "Kirjoita prosentti väliltä 0–100"),
        ({"vat": "x"}, "Kirjoita prosentti väliltä 0–100"),
        ({"meetings": "0"}, "Kirjoita kokonaisluku väliltä 1–100."),
        ({"meetings": "9" * 400}, "Kirjoita kokonaisluku väliltä 1–100."),
        ({"minutes": ""}, "Kirjoita kokonaisluku väliltä 5–480."),
        ({"supervisors": "3"}, "Kirjoita kokonaisluku väliltä 1–2."),
        ({"fewest": "7"}, "Pienimmässä ryhmässä on 7 henkilöä."),
        ({"mid_evaluation_after": "8"}, "Tapaamisia on 8."),
        ({"organisation_policy": "no_such_terms"}, ""),
    ],
)
def test_a_version_that_cannot_be_is_refused(both: As, world: World, story: Story, typed: dict[str, str], sentence: str) -> None:
    product = group(world)
    sent = FACTS | {"confirmed": "size length free today"} | typed
    answer = both(story.jaana).post(f"/products/{product.id}/versions", page=f"/products/{product.id}/versions/new", **sent)
    refused(answer, sentence, 'value="60"')
    assert (
        fresh(world, lambda: len(world.session.scalars(select(ProductVersion).where(ProductVersion.product_id == product.id)).all())) == 1
    )


def test_the_same_day_twice_is_refused(as_: As, world: World, story: Story) -> None:
    product, jaana = group(world), as_(story.jaana)
    url, form = f"/products/{product.id}/versions", f"/products/{product.id}/versions/new"
    went_on(jaana.post(url, page=form, **FACTS))
    assert refused(jaana.post(url, page=form, **FACTS | {"price": "1"}), "Tästä päivästä alkaa jo toinen versio.", 'value="1"')


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"minutes": "120"}, ("45–90 minuuttia", "length")),
        ({"minutes": "30"}, ("45–90 minuuttia", "length")),
        ({"fewest": "2"}, ("mieluiten 3–6 henkilöä", "size")),
        ({"most": "9"}, ("mieluiten 3–6 henkilöä", "size")),
        ({"fewest": "", "most": ""}, ("mieluiten 3–6 henkilöä", "size")),
        ({"price": "0"}, ("Tuote ei maksa mitään.", "free")),
        ({"effective_from": "23.11.2026"}, ("voimassa heti tänään", "today")),
    ],
)
def test_what_is_unusual_is_asked_about_and_then_done(
    both: As, world: World, story: Story, typed: dict[str, str], asked: tuple[str, str]
) -> None:
    sentence, code = asked
    product = group(world)
    jaana, url, form = both(story.jaana), f"/products/{product.id}/versions", f"/products/{product.id}/versions/new"
    assert refused(jaana.post(url, page=form, **FACTS | typed), sentence, f'value="{code}"')
    assert went_on(jaana.post(url, page=form, **FACTS | typed | {"confirmed": code})) == f"/products/{product.id}"


def test_what_is_usual_is_read_from_the_numbers(as_: As, world: World, story: Story) -> None:
    product = group(world)
    settings = world.session.scalars(select(ServiceSettings)).one()
    settings.longest_minutes, settings.ideal_most = 120, 12
    world.session.commit()
    sent = FACTS | {"minutes": "120", "most": "12"}
    answer = as_(story.jaana).post(f"/products/{product.id}/versions", page=f"/products/{product.id}/versions/new", **sent)
    assert went_on(answer) == f"/products/{product.id}"


def test_a_product_is_moved_and_taken_out_of_sale(both: As, world: World, story: Story) -> None:
    product = group(world)
    jaana, url = both(story.jaana), f"/products/{product.id}"
    went_on(jaana.post(url, page=f"{url}/edit", position="1"))
    world.session.expire_all()
    rows = world.session.scalars(select(Product).order_by(Product.position)).all()
    assert [row.position for row in rows] == [1, 2, 3, 4, 5]
    assert rows[0].id == product.id
    world.session.commit()
    assert fresh(world, lambda: product.retired_at) is not None
    assert "Ei enää tarjolla" in html.unescape(jaana.client.get("/products").text)
    went_on(jaana.post(url, page=f"{url}/edit", position="99", used="y"))
    assert fresh(world, lambda: (product.position, product.retired_at)) == (5, None)


def test_a_text_changes_from_its_day(both: As, world: World, story: Story) -> None:
    jaana, url = both(story.jaana), "/standard-texts/terms.swap"
    sent = {"fi-body": "Vaihto on ilmainen.", "sv-body": "", "en-body": "Swap free.", "effective_from": "1.1.2027"}
    assert went_on(jaana.post(url, page=f"{url}/edit", **sent)) == "/standard-texts"
    assert text_in_force(world.session, "terms.swap", date(2027, 1, 1), "fi") == "Vaihto on ilmainen."
    assert "Et pääse paikalle" in text_in_force(world.session, "terms.swap", date(2026, 12, 31), "fi")
    world.session.commit()
    assert "Muuttuu" in jaana.client.get("/standard-texts").text
    refused(jaana.post(url, page=f"{url}/edit", **sent | {"fi-body": "Toinen"}), "Tästä päivästä alkaa jo toinen versio.", "Toinen")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"effective_from": "22.11.2026"}, "aikaisintaan tänään"),
        ({"fi-body": ""}, "Kirjoita tähän jotakin."),
        ({"sv-body": "x" * 6001}, "6001 merkkiä"),
    ],
)
def test_a_text_that_cannot_be_is_refused(both: As, story: Story, world: World, typed: dict[str, str], sentence: str) -> None:
    world.session.commit()
    sent = {"fi-body": "Vaihto", "sv-body": "", "en-body": "Kept", "effective_from": "1.1.2027"} | typed
    answer = both(story.jaana).post("/standard-texts/terms.swap", page="/standard-texts/terms.swap/edit", **sent)
    assert refused(answer, sentence, "Kept")


def test_a_place_that_no_page_has_is_missing(as_: As, story: Story) -> None:
    assert as_(story.jaana).get("/standard-texts/no.such/edit").status_code == 404


@pytest.mark.parametrize("listed", [("sectors", Sector, 6), ("goal-themes", GoalTheme, 8)], ids=["sectors", "themes"])
def test_a_list_is_kept(both: As, world: World, story: Story, listed: tuple[str, type[Sector], int]) -> None:
    noun, kind, count = listed
    world.session.commit()
    jaana = both(story.jaana)
    refused(jaana.post(f"/{noun}", page=f"/{noun}/new", **{"sv-name": "Skog", "position": "1"}), "Kirjoita tähän jotakin.", 'value="Skog"')
    went_on(jaana.post(f"/{noun}", page=f"/{noun}/new", **{"fi-name": "Metsäala", "position": "1", "used": "y"}))
    rows = world.session.scalars(select(kind).order_by(kind.position)).all()
    assert [row.position for row in rows] == list(range(1, count + 2))
    first = rows[0]
    assert (first.name, first.retired_at) == ({"fi": "Metsäala", "sv": "", "en": ""}, None)
    world.session.commit()
    assert "Puuttuu: På svenska" in html.unescape(jaana.client.get(f"/{noun}").text)
    url = f"/{noun}/{first.id}"
    went_on(jaana.post(url, page=f"{url}/edit", **{"fi-name": "Metsä", "sv-name": "Skog", "position": "3"}))
    assert fresh(world, lambda: (first.name["sv"], first.position, first.retired_at is None)) == ("Skog", 3, False)
    stale = jaana.post(url, page=f"{url}/edit", **{"fi-name": "Oma", "position": "3", "version": "1"})
    assert stale.status_code == 409
    assert "Metsä" in stale.text
    assert 'value="Oma"' in stale.text


def test_a_card_is_added_and_changed(both: As, world: World, story: Story) -> None:
    world.session.commit()
    jaana = both(story.jaana)
    sent = {"fi-title": "Asiakkuusvastaava", "phone": "050 123 4567", "is_fallback": "y", "used": "y", "sectors": "1"}
    refused(jaana.post("/account-managers", page="/account-managers/new", person=str(story.outi.id)), "Kirjoita tähän jotakin.")
    went_on(jaana.post("/account-managers", page="/account-managers/new", person=str(story.outi.id), **sent))
    card = world.session.scalars(select(AccountManager)).one()
    assert (card.phone, card.is_fallback, [sector.position for sector in card.sectors]) == ("+358 50 1234567", True, [1])
    world.session.commit()
    url = f"/account-managers/{card.id}"
    odd = jaana.post(url, page=f"{url}/edit", **sent | {"phone": "+020 766 3348"})
    refused(odd, "ei voi soittaa", "+020 766 3348", 'value="phone"')
    went_on(jaana.post(url, page=f"{url}/edit", **sent | {"phone": "+020 766 3348", "confirmed": "phone"}))
    assert fresh(world, lambda: card.phone) == "+020 766 3348"
    stale = jaana.post(url, page=f"{url}/edit", **sent | {"fi-title": "Oma", "version": "1"})
    assert stale.status_code == 409
    assert 'value="Oma"' in stale.text


def test_only_account_managers_without_a_card_can_have_one(as_: As, world: World, story: Story) -> None:
    world.session.commit()
    sent = {"fi-title": "X", "used": "y"}
    assert as_(story.jaana).post("/account-managers", page="/account-managers/new", person=str(story.noora.id), **sent).status_code == 422
    requests.card(world, story.outi)
    world.session.commit()
    shown = as_(story.jaana).get("/account-managers/new").text
    assert story.outi.name not in shown
    story.jaana.grant(Role.ACCOUNT_MANAGER, by=story.jaana, now=world.now)
    world.session.commit()
    assert f'<option value="{story.jaana.id}">' in as_(story.jaana).get("/account-managers/new").text


def test_numbers_are_changed(both: As, world: World, story: Story) -> None:
    world.session.commit()
    jaana = both(story.jaana)
    went_on(jaana.post("/service-settings", page="/service-settings", **NUMBERS | {"crisis_answer_hours": "12", "waiver_limit": "250,5"}))
    settings = world.session.scalars(select(ServiceSettings)).one()
    assert (settings.crisis_answer_hours, settings.waiver_limit_cents, settings.version) == (12, 25050, 2)
    world.session.commit()
    stale = jaana.post("/service-settings", page="/service-settings", **NUMBERS | {"quote_days": "77", "version": "1"})
    assert stale.status_code == 409
    assert 'value="77"' in stale.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"crisis_most": "1"}, "Kirjoita vähintään 2"),
        ({"longest_minutes": "30"}, "Kirjoita vähintään 45"),
        ({"ideal_most": "2"}, "Kirjoita vähintään 3"),
        ({"quote_days": "2"}, "Kirjoita vähintään 3"),
        ({"quote_days": "x"}, "Kirjoita kokonaisluku väliltä 1–365."),
        ({"waiver_limit": "x"}, "Kirjoita summa euroina"),
        ({"emergency_number": ""}, "Kirjoita tähän jotakin."),
    ],
)
def test_numbers_that_contradict_are_refused(both: As, world: World, story: Story, typed: dict[str, str], sentence: str) -> None:
    world.session.commit()
    refused(both(story.jaana).post("/service-settings", page="/service-settings", **NUMBERS | typed), sentence)
    assert fresh(world, lambda: world.session.scalars(select(ServiceSettings.version)).one()) == 1


def test_the_administrator_hears_what_is_missing(as_: As, world: World, story: Story) -> None:
    world.session.commit()
    day = html.unescape(as_(story.jaana).get("/").text)
    assert "Kukaan ei saa pyyntöjä" in day
    assert "jollakin kielellä" not in day
    requests.card(world, story.outi, fallback=True)
    body = {"fi": "Vain suomeksi", "sv": "", "en": ""}
    world.session.add(StandardText(slot="terms.swap", effective_from=TODAY, body=body, created_at=world.now))
    world.session.commit()
    day = html.unescape(as_(story.jaana).get("/").text)
    assert "Kukaan ei saa pyyntöjä" not in day
    assert "1 teksti puuttuu jollakin kielellä." in day
    assert "teksti puuttuu" not in html.unescape(as_(story.outi).get("/").text)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE product_versions SET price_cents = 1",
        "DELETE FROM product_versions",
        "UPDATE standard_texts SET slot = 'x'",
        "DELETE FROM standard_texts",
        "UPDATE cancellation_policies SET no_show_percent = 0",
    ],
)
def test_what_was_in_force_cannot_be_changed(world: World, statement: str) -> None:
    with pytest.raises(DBAPIError):
        world.session.execute(text(statement))
    world.session.rollback()
