"""One table of the reports as CSV or XLSX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort

from web import downloads, reports
from web.access import permits

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("report_exports", __name__)


@bp.get("/reports/<any(forms, sectors, meetings, supervisors, outcomes):table>/<any(csv, xlsx):kind>")
@permits("report.show")
def show(table: str, kind: str) -> Response:
    """The same rows as on the page, all of them."""
    form = reports.ReportForm.of_address()
    if form.errors:
        abort(400)
    made = reports.TABLES[table](form.scope)
    return downloads.table(f"report-{table}", kind, made.title, made.headings, made.lines)
