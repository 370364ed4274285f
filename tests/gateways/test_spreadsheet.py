"""Tables that leave: opened by a spreadsheet as they were meant, calculated never, read back as they were."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gateways.spreadsheet import Cell, plain, to_csv, to_xlsx

HEADINGS = ["Nimi", "Tunnit"]
CALCULATED = ["=1+1", "+358 40 123", "-2", "@SUM(A1)", "\t=1", " =1", "'=1", "''@x", "＝1+1"]


def csv_rows(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=";"))


def xlsx_rows(written: bytes) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(written)).worksheets[0].iter_rows()]


def test_csv_is_what_an_excel_here_opens() -> None:
    written = to_csv(HEADINGS, [["Åsa; Öjvind", Decimal("1.50")], [None, 45]])
    assert written.startswith(b"\xef\xbb\xbfNimi;Tunnit\r\n")
    assert csv_rows(written)[1:] == [["Åsa; Öjvind", "1,50"], ["", "45"]]


@pytest.mark.parametrize("text", CALCULATED)
def test_nothing_is_calculated_and_everything_comes_back(text: str) -> None:
    in_csv = csv_rows(to_csv([text], [[text]]))
    assert [row[0] for row in in_csv] == [f"'{text}"] * 2
    assert plain(in_csv[1][0]) == text
    in_xlsx = load_workbook(io.BytesIO(to_xlsx("A", [text], [[text]]))).worksheets[0]
    assert {cell.data_type for row in in_xlsx.iter_rows() for cell in row} == {"s"}
    assert plain(str(in_xlsx["A2"].value)) == text


def test_numbers_and_times_stay_what_they_are() -> None:
    noon = datetime(2026, 7, 1, 9, tzinfo=UTC)
    row: list[Cell] = [-5, Decimal("2.25"), date(2026, 7, 1), noon, time(9, 30), None]
    assert csv_rows(to_csv(["x"] * 6, [row]))[1] == ["-5", "2,25", "2026-07-01", "2026-07-01 12:00", "09:30", ""]
    assert xlsx_rows(to_xlsx("A", ["x"] * 6, [row]))[1] == [-5, 2.25, datetime(2026, 7, 1), datetime(2026, 7, 1, 12), time(9, 30), None]  # noqa: DTZ001  cells have no zone


@pytest.mark.parametrize("name", ["", "a/b: [c]*?", "'", "x" * 80])
def test_any_name_makes_a_sheet(name: str) -> None:
    assert xlsx_rows(to_xlsx(name, HEADINGS, [])) == [HEADINGS]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), min_size=1, max_size=4))
def test_any_text_comes_back(cells: list[str]) -> None:
    assert [plain(cell) for cell in csv_rows(to_csv(cells, [cells]))[1]] == cells
    assert [plain(str(cell)) for cell in xlsx_rows(to_xlsx("A", cells, [cells]))[1]] == cells
