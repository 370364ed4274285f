"""The page of reports and its files."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from models.process import Form, SupervisorCalendar
from tests.blueprints.process.conftest import As, main, refused
from tests.blueprints.process.test_pages import statements
from tests.vault.test_outcomes import closed
from tests.world import Story, World

SENTENCE = re.compile(r"<t[hd][^>]*>[^<]*")
NAMES = ("Aino Rautaharju", "Mikael Sundell")


def ordered(world: World, story: Story) -> None:
    """The group is ordered by a client whose sector a spreadsheet would calculate."""
    story.kuusikko.sector = "=SUM(A1:A9)"
    story.group.organisation = story.kuusikko
    world.session.add(SupervisorCalendar(person_id=story.aino.id, capacity=3))
    world.session.commit()


def test_account_managers_see_names_and_administrators_the_sum(both: As, world: World, story: Story) -> None:
    ordered(world, story)
    manager, admin = main(both(story.outi).get("/reports")), main(both(story.jaana).get("/reports"))
    assert [name for name in NAMES if name not in manager] == []
    assert [name for name in NAMES if name in admin] == []
    assert "Nimet näkevät asiakkuusvastaavat." in admin
    assert "270" in admin[admin.index('id="report-supervisors"') :]
    for page in (manager, admin):
        assert "270" in page
        assert [name for name in ("Noora", "Asiakastyön", "Saana", "Kuusikko") if name in page] == []


@pytest.mark.parametrize("who", ["aino", "noora", "marja_liisa", "riikka", "esko"])
def test_nobody_else_sees_reports(as_: As, story: Story, who: str) -> None:
    visitor = as_(getattr(story, who))
    assert [visitor.get(url).status_code for url in ("/reports", "/reports/forms/csv", "/reports/supervisors/xlsx")] == [403] * 3


def test_the_address_says_what_is_counted(both: As, world: World, story: Story) -> None:
    ordered(world, story)
    visitor = both(story.outi)
    alone = main(visitor.get("/reports", supervision="individual"))
    assert "Yksilötyönohjaus" in alone.split('id="report-forms"')[1]
    assert "Ryhmätyönohjaus" not in alone.split('id="report-forms"')[1]
    assert "270" not in main(visitor.get("/reports", sector="-"))
    assert "270" in main(visitor.get("/reports", sector="=SUM(A1:A9)"))
    assert "270" not in main(visitor.get("/reports", first="1.1.2030"))


@pytest.mark.parametrize(
    "query", [{"supervision": "bar"}, {"sector": "metsäala"}, {"first": "2.2.2026", "last": "1.1.2026"}, {"first": "x"}]
)
def test_what_is_no_answer_is_refused_in_words(both: As, story: Story, query: dict[str, str]) -> None:
    visitor = both(story.outi)
    assert refused(visitor.get("/reports", **query))
    assert visitor.get("/reports/forms/csv", **query).status_code == 400


def test_files_say_what_the_page_says_and_calculate_nothing(as_: As, world: World, story: Story) -> None:
    ordered(world, story)
    visitor = as_(story.outi)
    rows = list(csv.reader(io.StringIO(visitor.get("/reports/sectors/csv").data.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["'=SUM(A1:A9)", "Ei kerrottu", "Yhteensä"]
    sheet = load_workbook(io.BytesIO(visitor.get("/reports/sectors/xlsx").data)).active
    assert sheet is not None
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=SUM(A1:A9)", "s")
    supervisors = load_workbook(io.BytesIO(visitor.get("/reports/supervisors/xlsx").data)).active
    assert supervisors is not None
    assert [[cell.value for cell in row[:4]] for row in supervisors.iter_rows(min_row=2)] == [
        ["Aino Rautaharju", 1, 3, 3],
        ["Mikael Sundell", 1, None, 0],
        ["Yhteensä", 2, None, 3],
    ]
    alone = as_(story.jaana).get("/reports/supervisors/csv").data.decode("utf-8-sig")
    assert [name for name in NAMES if name in alone] == []


def test_the_page_costs_the_same_however_much_there_is(as_: As, world: World, story: Story) -> None:
    visitor = as_(story.outi)
    visitor.get("/reports")
    few = statements(visitor, world, "/reports")
    for number in range(4):
        engagement = world.engagement(f"Ryhmä {number}", Form.GROUP, organisation=story.kuusikko)
        world.assign(engagement, world.supervisor(f"Ohjaaja {number}"))
    world.session.commit()
    assert statements(visitor, world, "/reports") == few <= 20


def test_outcomes_are_those_of_many_processes_and_know_no_filter(both: As, world: World, story: Story) -> None:
    visitor = both(story.outi)
    assert "Vielä ei ole mitään kerrottavaa." in main(visitor.get("/reports"))
    when = datetime(2026, 5, 4, 9, tzinfo=UTC)
    for mostly in (True, True, False):
        closed(world, story, when, mostly=mostly)
    world.session.commit()
    shown = main(visitor.get("/reports"))
    assert "Tammi–kesäkuu 2026" in shown
    assert "yli puolet, kun prosesseja on 3" in shown
    section = shown[shown.index('id="report-outcomes"') :]
    for query in ({"supervision": "crisis"}, {"sector": "-"}, {"first": "1.1.2020", "last": "2.1.2020"}):
        again = main(visitor.get("/reports", **query))
        assert SENTENCE.findall(again[again.index('id="report-outcomes"') :]) == SENTENCE.findall(section)
    sheet = visitor.get("/reports/outcomes/csv", supervision="crisis").data.decode("utf-8-sig")
    assert "Minua on kuultu tapaamisissa" in sheet
    assert "yli puolet, kun prosesseja on 3" in sheet


def test_more_digits_than_python_reads_are_no_page(both: As, story: Story) -> None:
    assert both(story.outi).get("/reports", after="9" * 5000).status_code == 200
