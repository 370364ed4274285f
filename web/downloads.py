"""Tables to keep: the answer that a browser saves as a file."""

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
    """The table as CSV or XLSX, under a name that says nothing but what it is."""
    response = make_response(to_csv(headings, rows) if kind == "csv" else to_xlsx(sheet, headings, rows))
    response.headers["Content-Type"] = TYPES[kind]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
