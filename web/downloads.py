"""Files to keep: answers that a browser saves, under names that say nothing but what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import make_response

from gateways.spreadsheet import to_csv, to_xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

    from gateways.spreadsheet import Cell

TYPES: Final = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def table(name: str, kind: str, sheet: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Response:
    """The table as CSV or XLSX."""
    body = to_csv(headings, rows) if kind == "csv" else to_xlsx(sheet, headings, rows)
    return file(body, TYPES[kind], f"{name}.{kind}")


def file(body: bytes, kind: str, name: str) -> Response:
    """Any other file of that media type."""
    response = make_response(body)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
