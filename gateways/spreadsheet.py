"""Tables that leave for a spreadsheet: CSV as Excel opens it here, and XLSX. No cell is ever a formula.

A text that a spreadsheet would calculate gets an apostrophe in front, in CSV; ``plain`` takes it away again. In XLSX every text is
typed as text, so only what begins with apostrophes already gets one more: what is read back is what was written.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from models.base.local_time import to_local

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | Decimal | date | datetime | time | None

LONGEST_CELL = 32_767  # a cell of XLSX takes no more
LONGEST_SHEET_NAME = 31
CALCULATED = re.compile(r"'*\s*[=+\-@＝＋－＠]")  # the full-width signs too: some programs read them as the others
MARKED = re.compile(r"'+\s*[=+\-@＝＋－＠]")
NO_CELL_TAKES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NO_SHEET_NAME_TAKES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV as a Finnish or Swedish Excel opens it: UTF-8 with a mark, semicolons, decimal commas, local times."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow([_written(heading) for heading in headings])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return table.getvalue().encode("utf-8-sig")


def to_xlsx(sheet_name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet with a row of headings that stays in sight; numbers and dates are numbers and dates."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(NO_SHEET_NAME_TAKES.sub(" ", sheet_name).strip(" '")[:LONGEST_SHEET_NAME] or "1")
    sheet.freeze_panes = "A2"
    for row in ([*headings], *rows):
        sheet.append([_typed(sheet, cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def plain(text: str) -> str:
    """The text of a cell without the apostrophe that keeps it from being calculated."""
    return text[1:] if MARKED.match(text) else text


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if CALCULATED.match(cell) else cell
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, datetime):
        return _local(cell).isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date) else cell.isoformat("minutes") if isinstance(cell, time) else str(cell)


def _typed(sheet: WriteOnlyWorksheet, cell: Cell) -> object:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(cell, str):
        return _local(cell) if isinstance(cell, datetime) else cell
    text = f"'{cell}" if MARKED.match(cell) else cell
    typed = WriteOnlyCell(sheet, NO_CELL_TAKES.sub("", text)[:LONGEST_CELL])
    typed.data_type = "s"  # it begins with = and is a text all the same
    return typed


def _local(moment: datetime) -> datetime:
    """As the clocks here show it: a cell has no time zone."""
    return to_local(moment).replace(tzinfo=None) if moment.tzinfo else moment
