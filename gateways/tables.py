"""Tables that come in as files: CSV of any separator and usual encoding, and XLSX. Nothing in a file is calculated or fetched.

A cell is a text. In XLSX a cell that holds a formula is told apart, since its value is not what somebody wrote; in CSV a cell that
begins as a formula does is a text like any other.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from gateways.spreadsheet import plain
from models.base import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from openpyxl.cell import Cell, MergedCell

LARGEST = 8 * 2**20  # bytes of the file
LARGEST_UNPACKED = 64 * 2**20  # bytes of all that is in an XLSX
MOST_FILES, MOST_COLUMNS, MOST_LINES = 500, 120, 20_000
LONGEST_CELL = 400  # characters; whoever shows or stores it cuts or refuses
SEPARATORS = (";", ",", "\t", "|")
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
PROBE = 15  # lines in which the separator is looked for
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class FileTooLarge(DomainError):
    """More than is read. Carries ``limit`` in megabytes."""

    code = "import.file_too_large"
    field = "file"


class FileEmpty(DomainError):
    """No row that holds anything."""

    code = "import.file_empty"
    field = "file"


class FileUnreadable(DomainError):
    """Neither CSV nor XLSX, or a broken one."""

    code = "import.file_unreadable"
    field = "file"


class TooManyRows(DomainError):
    """More rows than are taken at once. Carries ``limit``."""

    code = "import.too_many_rows"
    field = "file"


@dataclass(frozen=True)
class Line:
    """One row of the table that holds something."""

    number: int  # as a spreadsheet counts, from 1
    cells: tuple[str, ...]
    formulas: frozenset[int] = field(default_factory=frozenset)  # places of cells that hold one; they are empty here


def read(data: bytes, *, knows: Callable[[Iterable[str]], int], most: int) -> list[Line]:
    """Rows that hold something, at most ``most``; ``knows`` says how many headings of a row it knows, which finds the separator.

    Raises FileTooLarge, FileEmpty, FileUnreadable, TooManyRows.
    """
    if len(data) > LARGEST:
        raise FileTooLarge(limit=LARGEST // 2**20)
    if data.startswith(OLD_EXCEL):
        raise FileUnreadable
    lines: list[Line] = []
    for line in _xlsx(data) if data.startswith(ZIP) else _csv(_text(data), knows):
        if any(line.cells) or line.formulas:
            if len(lines) == most or line.number > MOST_LINES:
                raise TooManyRows(limit=most)
            lines.append(line)
    if not lines:
        raise FileEmpty
    return lines


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data[:200]:
        return data.decode("utf-16-be" if data[:1] == b"\x00" else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # Latin-1 and what Windows added to it; a lost letter is refused in its row


def _csv(text: str, knows: Callable[[Iterable[str]], int]) -> Iterator[Line]:
    said = SEPARATOR_LINE.match(text)
    separator = said[1] if said else _separator(text, knows)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        for number, row in enumerate(rows, start=1):
            if not (said and number == 1):
                yield Line(number, tuple(plain(cell.strip())[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]))
    except csv.Error as error:
        raise FileUnreadable from error


def _separator(text: str, knows: Callable[[Iterable[str]], int]) -> str:
    head = "\n".join(text[:20_000].splitlines()[:PROBE])

    def worth(separator: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(head, newline=""), delimiter=separator, skipinitialspace=True))
        except csv.Error:
            return (0, 0)
        return max(map(knows, rows), default=0), max(map(len, rows), default=0)

    return max(SEPARATORS, key=worth)


def _xlsx(data: bytes) -> Iterator[Line]:
    from defusedxml.common import DefusedXmlException
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _demand_small(data)
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            yield _line(number, row)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        DefusedXmlException,
        ParseError,
        KeyError,
        ValueError,
        IndexError,
        OSError,
        TypeError,
    ) as error:
        raise FileUnreadable from error


def _demand_small(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
    # What a part says of its size is what the reader gets at most: one that holds more is broken.
    if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise FileTooLarge(limit=LARGEST // 2**20)


def _line(number: int, row: Iterable[Cell | MergedCell]) -> Line:
    cells = list(row)
    formulas = frozenset(place for place, cell in enumerate(cells) if cell.data_type == "f")
    return Line(number, tuple("" if place in formulas else _shown(cell.value) for place, cell in enumerate(cells)), formulas)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return plain(str(value).strip())[:LONGEST_CELL]
