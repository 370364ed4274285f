"""Files as people save them: every separator and usual encoding, and nothing that a file could do to us."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from gateways import tables
from gateways.spreadsheet import to_csv, to_xlsx
from models.base import DomainError
from models.process.import_columns import known

ROWS = [("Nimi", "Sähköposti"), ("Åsa Öberg", "asa@demo.example")]


def read(data: bytes, most: int = 2000) -> list[tuple[str, ...]]:
    return [line.cells for line in tables.read(data, knows=known, most=most)]


def text(separator: str) -> str:
    return "\r\n".join(separator.join(row) for row in ROWS) + "\r\n"


def xlsx(rows: Iterable[Iterable[object]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_separator_and_encoding(separator: str, encoding: str) -> None:
    assert read(text(separator).encode(encoding)) == ROWS


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        ('"Nimi";"Sähköposti"\n"Öberg; Åsa";"asa@demo.example"\n', [ROWS[0], ("Öberg; Åsa", "asa@demo.example")]),
        ('Nimi,Sähköposti\n"Öberg, ""Åsa""",asa@demo.example', [ROWS[0], ('Öberg, "Åsa"', "asa@demo.example")]),
        ("sep=|\r\nNimi|Sähköposti\r\n", [ROWS[0]]),
        ("\n\n;;\nNimi;Sähköposti\n\n", [ROWS[0]]),
        ("Nimi;Sähköposti\n'=1+1;'+358\n", [ROWS[0], ("=1+1", "+358")]),
        ("Nimi;Sähköposti\n=cmd|' /C calc'!A0;x\n", [ROWS[0], ("=cmd|' /C calc'!A0", "x")]),
    ],
)
def test_quotes_empty_lines_and_formulas(written: str, rows: list[tuple[str, ...]]) -> None:
    assert read(written.encode()) == rows


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    lines = tables.read("\nNimi;Sähköposti\n\n\nA;b\n".encode(), knows=known, most=9)
    assert [line.number for line in lines] == [2, 5]


def test_a_sheet_tells_formulas_apart() -> None:
    lines = tables.read(xlsx([ROWS[0], ("=1+1", "a@demo.example"), (1234.0, None)]), knows=known, most=9)
    assert [line.cells[:2] for line in lines] == [ROWS[0], ("", "a@demo.example"), ("1234", "")]
    assert [line.formulas for line in lines] == [frozenset(), frozenset({0}), frozenset()]


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as packed:
        parts = {each: packed.read(each) for each in packed.namelist()}
    return zipped(parts | {name: change(parts.get(name, b""))})


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
HOSTILE = {
    "empty": (b"", tables.FileEmpty),
    "blank": (b"\n;;;\n \n", tables.FileEmpty),
    "too large": (b"x" * (tables.LARGEST + 1), tables.FileTooLarge),
    "bomb": (zipped({"xl/worksheets/sheet1.xml": b"0" * (tables.LARGEST_UNPACKED + 1)}), tables.FileTooLarge),
    "many parts": (zipped({f"{number}.xml": b"" for number in range(tables.MOST_FILES + 1)}), tables.FileTooLarge),
    "no sheet": (zipped({"a.txt": b"x"}), tables.FileUnreadable),
    "half": (xlsx(ROWS)[:900], tables.FileUnreadable),
    "old": (b"\xd0\xcf\x11\xe0" + b"\x00" * 500, tables.FileUnreadable),
    "entities": (
        with_part("xl/worksheets/sheet1.xml", lambda part: ENTITIES + part[part.index(b"<worksheet") :].replace(b"<v>0", b"<v>&b;")),
        tables.FileUnreadable,
    ),
    "huge field": (b"Nimi;S\n" + b"a" * 200_000, tables.FileUnreadable),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(name: str) -> None:
    data, refusal = HOSTILE[name]
    with pytest.raises(refusal):
        read(data)


def test_a_hundred_thousand_rows_are_refused_quickly_and_in_little_room() -> None:
    data = ("Nimi;Sähköposti\n" + "Åsa Öberg;asa@demo.example\n" * 100_000).encode()
    tracemalloc.start()
    began = time.monotonic()
    with pytest.raises(tables.TooManyRows):
        read(data)
    took, (_, most) = time.monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 * len(data)
    assert took < 5


def test_a_row_far_down_is_refused() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A30000"] = "Nimi", "x"
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(tables.TooManyRows):
        read(file.getvalue())


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for attempt in (data, b"PK\x03\x04" + data):
        with suppress(DomainError):  # any other fault is one
            assert read(attempt)


@pytest.mark.parametrize("write", [to_csv, lambda headings, rows: to_xlsx("Osallistujat", headings, rows)])
def test_what_we_write_comes_back(write: Callable[..., bytes]) -> None:
    rows = [("=1+1", "+358"), ("'@x", "-"), ("Öberg; Åsa", 'a "b"')]
    assert [cells[:2] for cells in read(write(ROWS[0], rows))] == [ROWS[0], *rows]
