"""The service pages say what the data say, in three languages, to anybody, in few statements."""

import html
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from models.commerce.catalogue import CancellationPolicy, Product, ProductVersion, Sector, ServiceSettings, StandardText
from models.commerce.changes import keep_in_use, say_from, sell_from
from tests.market import requests
from tests.world import Story, World

TODAY = date(2026, 11, 23)
PAGES = ["/services", "/services/individual", "/services/group", "/services/community", "/services/crisis", "/services/terms"]
HARD = "\u00a0"


def page(client: FlaskClient, url: str, language: str = "fi") -> str:
    answer = client.get(url, headers={"Accept-Language": language})
    assert answer.status_code == 200, url
    return html.unescape(answer.text)


def changed(world: World, name: str, **facts: object) -> ProductVersion:
    """The product of that Finnish name as it is sold from today on."""
    old = next(v for v in world.session.scalars(select(ProductVersion)) if v.name["fi"] == name)
    kept = {column.key: getattr(old, column.key) for column in ProductVersion.__table__.columns if column.key != "id"}
    new = ProductVersion(**kept | {"effective_from": TODAY} | facts)
    sell_from(world.session, new, today=TODAY)
    world.session.commit()
    return new


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("Työnohjaus", "ei neuvo", "Yksilötyönohjaus", "Kriisityönohjaus", "Soita 112", "ei vielä kerro", "Pyydä tarjous")),
        ("sv", ("Arbetshandledning", "ger inte råd", "Grupphandledning", "Krishandledning", "Ring 112", "samband", "Begär offert")),
        (
            "en",
            (
                "Professional supervision",
                "no advice",
                "Group supervision",
                "Crisis supervision",
                "Call 112",
                "associated",
                "Ask for a quote",
            ),
        ),
    ],
)
def test_the_service_is_told_in_each_language(client: FlaskClient, language: str, words: tuple[str, ...]) -> None:
    shown = page(client, "/services", language)
    assert [word for word in words if word not in shown] == []
    assert f'<html lang="{language}"' in shown


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("url", PAGES)
def test_no_text_falls_back_to_another_language(client: FlaskClient, url: str, language: str) -> None:
    shown = page(client, url, language)
    content = shown[shown.index("<main") : shown.index("</main>")]
    assert [code for code in ("fi", "sv", "en") if f'lang="{code}"' in content] == []


def test_numbers_of_the_four_forms_are_the_products(client: FlaskClient, world: World) -> None:
    shown = page(client, "/services")
    for extent in ("5 × 60 min", "5 × 90 min", "3 × 90 min"):
        assert extent in shown
    for price in ("550,00", "1 050,00", "1 300,00", "1 080,00", "175,00"):
        assert f"{price} €".replace(" ", HARD) in shown.replace(" ", HARD)
    changed(world, "Ryhmätyönohjaus", price_cents=123456, meetings=7, minutes=75)
    assert "7 × 75 min, 1 234,56 €".replace(" ", HARD) in page(client, "/services").replace(" ", HARD)


def test_everything_on_a_form_page_comes_from_data(client: FlaskClient, world: World) -> None:
    facts = {
        "price_cents": 200000,
        "vat_basis_points": 1000,
        "option_meetings": 3,
        "option_price_cents": 33300,
        "option_days": 41,
        "notice_hours": 37,
        "free_moves": 8,
        "fewest": 4,
        "most": 9,
        "interval_days": 21,
        "mid_evaluation_after": 2,
    }
    changed(world, "Ryhmätyönohjaus", **facts)
    shown = page(client, "/services/group").replace(HARD, " ")
    for words in (
        "2 000,00 €",
        "2 200,00 €",
        "enintään 3 lisää",
        "333,00 €",
        "41 päivän",
        "37 tuntia",
        "8 tapaamista",
        "4–9 henkilöä",
        "noin 3 viikon",
        "2. tapaamisen",
    ):
        assert words in shown, words


def test_percentages_and_dates_of_the_terms_come_from_data(client: FlaskClient, world: World) -> None:
    shown = page(client, "/services/terms?start=9.2.2027").replace(HARD, " ")
    for words in (
        "ma 8.2.2027",
        "ti 9.2.2027",
        "2.–8.2.2027",
        "3.–9.2.2027",
        "ti 2.2.2027",
        "50 %",
        "100 %",
        "Perusehto",
        "Viikkoehto",
        "Tiukka viikkoehto",
        "14 päivän",
    ):
        assert words in shown, words
    tiers = [{"most": None, "least": 3, "percent": 17}, {"most": 2, "least": 0, "percent": 71}]
    world.session.add(
        CancellationPolicy(
            code="standard",
            version=2,
            name={"fi": "Uusi ehto"},
            tiers=tiers,
            no_show_percent=83,
            effective_from=TODAY,
            created_at=world.now,
        )
    )
    world.session.execute(update(ServiceSettings).values(withdrawal_days=19, emergency_number="119", crisis_answer_hours=5))
    world.session.commit()
    shown = page(client, "/services/terms?start=9.2.2027").replace(HARD, " ")
    for words in ("Uusi ehto", "17 %", "71 %", "83 %", "7.–9.2.2027", "la 6.2.2027", "19 päivän"):
        assert words in shown, words
    assert "Perusehto" not in shown
    shown = page(client, "/services/group").replace(HARD, " ")
    assert "17 %, 178,50 €" in shown
    shown = page(client, "/services")
    assert "Soita 119" in shown
    assert "5 tunnin" in shown


def test_who_pays_alone_sees_sums_with_tax(client: FlaskClient) -> None:
    shown = page(client, "/services/individual").replace(HARD, " ")
    assert "690,25 €" in shown  # 550.00 with 25.5 %
    assert "50 %, 275,00 €" in shown  # an organisation, net
    assert "50 %, 345,13 €" in shown  # 275.00 + 70.13, half up


def test_a_crisis_page_says_how_soon_and_how_many(client: FlaskClient) -> None:
    shown = page(client, "/services/crisis")
    for words in ("Soita 112", "24 tunnin", "2–4 tapaamista", "14 päivän", "2 työnohjaajaa yhdessä"):
        assert words in shown, words


@pytest.mark.parametrize(
    ("start", "sentence"),
    [("x", "muodossa"), ("", "Kirjoita päivä"), ("22.11.2026", "aikaisintaan tänään"), ("3/4/2027", "Tämä voi tarkoittaa kahta")],
)
def test_a_start_that_is_no_day_is_refused_with_the_cure(client: FlaskClient, start: str, sentence: str) -> None:
    answer = client.get("/services/terms", query_string={"start": start})
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text)
    assert "Perusehto" in answer.text


def test_a_text_is_shown_from_its_day_on(client: FlaskClient, world: World) -> None:
    tomorrow = TODAY + timedelta(days=1)
    for day, words in ((TODAY, "Teksti tänään"), (tomorrow, "Teksti huomenna")):
        say_from(world.session, StandardText(slot="terms.swap", effective_from=day, body={"fi": words}, created_at=world.now), today=TODAY)
    world.session.commit()
    shown = page(client, "/services/terms", "sv")
    assert '<p lang="fi">Teksti tänään</p>' in shown
    assert "huomenna" not in shown


def test_markup_in_a_text_stays_text(client: FlaskClient, world: World) -> None:
    body = {"fi": "<script>alert(1)</script> **vahva** [linkki](javascript:x)"}
    say_from(world.session, StandardText(slot="service.what", effective_from=TODAY, body=body, created_at=world.now), today=TODAY)
    world.session.commit()
    raw = client.get("/services").text
    assert "<script>alert" not in raw
    assert "<strong>vahva</strong>" in raw
    assert "javascript:x)" in raw
    assert 'href="javascript' not in raw


def test_a_retired_product_leaves_the_pages(client: FlaskClient, world: World) -> None:
    for product in world.session.scalars(select(Product).where(Product.form == "group")):
        keep_in_use(product, used=False, now=world.now)
    world.session.commit()
    assert "1 050,00" not in page(client, "/services").replace(HARD, " ")
    assert "1 050,00" not in page(client, "/services/group").replace(HARD, " ")


def test_account_managers_are_shown_with_their_sectors(client: FlaskClient, world: World, story: Story) -> None:
    card = requests.card(world, story.outi, sectors=(1,))
    card.phone = "+358 50 000 0001"
    retired = world.session.scalars(select(Sector).where(Sector.position == 2)).one()
    retired.retired_at = world.now
    card.sectors.append(retired)
    world.session.commit()
    shown = page(client, "/services")
    for words in ("Outi Salmenranta", "Sosiaali- ja terveysala", f"mailto:{story.outi.email}", "tel:+358500000001"):
        assert words in shown, words
    assert "Liiketalous" not in shown
    keep_in_use(card, used=False, now=world.now)
    world.session.commit()
    assert "Outi Salmenranta" not in page(client, "/services")


@pytest.mark.parametrize(("url", "most"), [("/services", 8), ("/services/group", 8), ("/services/terms", 5)])
def test_statements_do_not_grow_with_what_is_offered(client: FlaskClient, world: World, story: Story, url: str, most: int) -> None:
    requests.card(world, story.outi, sectors=(1, 2))
    world.session.commit()
    client.get(url)  # from the second visit on, the browser's cookie is looked up
    few = _statements(client, world, url)
    requests.card(world, story.jaana, sectors=(3, 4))
    for _more in range(6):
        old = world.session.scalars(select(ProductVersion).where(ProductVersion.price_cents == 105000)).first()
        assert old is not None
        kept = {
            column.key: getattr(old, column.key) for column in ProductVersion.__table__.columns if column.key not in {"id", "product_id"}
        }
        world.session.add(Product(form=old.product.form, position=9, created_at=world.now, versions=[ProductVersion(**kept)]))
        world.session.flush()
    world.session.commit()
    assert _statements(client, world, url) <= few <= most


def _statements(client: FlaskClient, world: World, url: str) -> int:
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    engine = world.session.get_bind()
    event.listen(engine, "before_cursor_execute", counted)
    try:
        assert client.get(url).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", counted)
    return count


def test_the_form_of_the_terms_answers_htmx_with_its_part(client: FlaskClient) -> None:
    answer = client.get("/services/terms?start=9.2.2027", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert answer.text.lstrip().startswith('<div id="calendars"')
    assert "9.2.2027" in answer.text
