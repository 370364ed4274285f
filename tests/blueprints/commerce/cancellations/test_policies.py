"""Writing cancellation terms: versions are only ever added, and what was signed keeps its terms."""

from datetime import date

import pytest
from sqlalchemy import func, select

from models.commerce.catalogue import CancellationPolicy
from models.commerce.terms import Policy, Terms, policy_in_force
from tests.blueprints.commerce.cancellations.counter import Counter
from tests.blueprints.process.substitutions.swapping import words
from tests.world import NOW

URL = "/cancellation-policies"
NAMES = {"name_fi": "Kahden viikon ehto", "name_sv": "Två veckors villkor", "name_en": "Two weeks"}
ROWS = ((None, 15, 0), (14, 1, 50), (0, 0, 100))


def rows(*tiers: tuple[int | None, int, int]) -> dict[str, str]:
    """The rows as the form sends them, the rest left empty."""
    typed = {}
    for number in range(6):
        values = tiers[number] if number < len(tiers) else ("", "", "")
        for name, value in zip(("most", "least", "percent"), values, strict=True):
            typed[f"tiers-{number}-{name}"] = "" if value is None else str(value)
    return typed


def write(
    counter: Counter, follows: str = "", *tiers: tuple[int | None, int, int], fields: dict[str, str] | None = None, htmx: bool = False
) -> tuple[int, str]:
    page = f"{URL}/new?follows={follows}" if follows else f"{URL}/new"
    typed = NAMES | rows(*(tiers or ROWS)) | {"no_show_percent": "100", "effective_from": "1.1.2027"} | (fields or {})
    answer = counter.visitor(counter.story.jaana, htmx=htmx).post(URL, page=page, **typed)
    return answer.status_code, words(answer)


def count(counter: Counter) -> int:
    counter.fresh()
    return counter.world.session.scalar(select(func.count()).select_from(CancellationPolicy)) or 0


@pytest.mark.parametrize("htmx", [False, True])
def test_a_new_version_counts_from_its_day(counter: Counter, *, htmx: bool) -> None:
    assert write(counter, "week_window", htmx=htmx)[0] == (204 if htmx else 303)
    counter.fresh()
    session = counter.world.session
    before, after = (policy_in_force(session, "week_window", day) for day in (date(2026, 12, 31), date(2027, 1, 1)))
    assert (after.version, after.name["fi"]) == (before.version + 1, "Kahden viikon ehto")
    assert Policy.of(after).percent(14) == 50
    assert Policy.of(before).percent(14) == 0
    assert "Kahden viikon ehto" in words(counter.visitor(counter.story.jaana).get(URL))


def test_what_was_signed_keeps_its_terms(counter: Counter) -> None:
    write(counter, "standard", (None, 0, 100), fields={"effective_from": "23.11.2026"})
    assert policy_in_force(counter.world.session, "standard", NOW.date()).tiers == [{"most": None, "least": 0, "percent": 100}]
    version = counter.agreement(counter.ids.group).versions[0]
    assert Terms.from_snapshot(version.terms).policy.percent(20) == 50
    assert "525,00 €" in words(counter.visitor(counter.story.outi).get(f"/agreements/{counter.ids.group}/cancellations/new"))


def test_terms_of_a_new_kind_get_a_code(counter: Counter) -> None:
    assert write(counter, fields={"code": "two_weeks"})[0] == 303
    counter.fresh()
    assert policy_in_force(counter.world.session, "two_weeks", date(2027, 1, 1)).version == 1
    for code, said in (("two_weeks", "on jo ehdot"), ("Two Weeks", "pienillä kirjaimilla"), ("", "Kirjoita tähän")):
        status, text = write(counter, fields={"code": code})
        assert (status, said in text) == (422, True), code


@pytest.mark.parametrize(
    ("tiers", "fields", "said"),
    [
        (((None, 8, 0), (6, 0, 50)), {}, "mitä ilmoitus maksaa 7 päivää"),
        (((None, 8, 0), (8, 0, 50)), {}, "Kaksi riviä kertoo, mitä ilmoitus maksaa 8 päivää"),
        (((None, 8, 60), (7, 0, 50)), {}, "maksaisi 50 prosenttia"),
        (((None, 1, 50),), {}, "päättyy 1 päivää ennen alkua"),
        (((30, 0, 50),), {}, "yli 30 päivää"),
        (((None, 0, 101),), {}, "0–100"),
        (((None, 0, 50),), {"no_show_percent": "40"}, "vähintään saman verran"),
        (((None, 0, 50),), {"no_show_percent": ""}, "0–100"),
        (((None, 0, 50),), {"effective_from": "22.11.2026"}, "on jo mennyt"),
        (((None, 0, 50),), {"effective_from": "31.11.2026"}, "Kalenterissa"),
        (((None, 0, 50),), {"name_sv": " "}, "Kirjoita tähän"),
        (((None, 0, 50),), {"tiers-1-most": "3"}, "päivien määrä"),
        (((None, 0, 50),), {"tiers-0-percent": "puolet"}, ""),
    ],
)
def test_terms_that_leave_a_doubt_come_back(
    counter: Counter, tiers: tuple[tuple[int | None, int, int], ...], fields: dict[str, str], said: str
) -> None:
    before = count(counter)
    status, text = write(counter, "standard", *tiers, fields=fields)
    assert status == 422
    assert said in text
    assert 'id="errors"' in text
    assert "Kahden viikon ehto" in text, "nothing of what was typed is lost"
    assert count(counter) == before


def test_a_code_that_does_not_exist_is_no_page(counter: Counter) -> None:
    assert counter.visitor(counter.story.jaana).get(f"{URL}/new", follows="unheard_of").status_code == 404


def test_nobody_else_writes_terms(counter: Counter) -> None:
    found = {who: counter.visitor(getattr(counter.story, who)).get(URL).status_code for who in ("jaana", "outi", "esko", "noora")}
    assert found == {"jaana": 200, "outi": 403, "esko": 403, "noora": 403}
