"""The page of reports: processes, meetings, hours and supervisors of a period, in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from models.base.clock import utcnow
from models.people import Person
from policy.process.reports import named_supervisors
from web import hx, paging, reports
from web.access import actor_or_sign_in, permits
from web.hours.periods import years

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("reports", __name__)


@bp.get("/reports")
@permits("report.show")
def index() -> Response:
    """What the address asks for, in numbers."""
    form = reports.ReportForm.of_address()
    scope = form.scope
    page = paging.page(named_supervisors(actor_or_sign_in(), scope), Person.sort_key, Person.id)
    tables = [
        reports.by_form(scope),
        reports.by_sector(scope),
        reports.meetings(scope),
        reports.supervisors(scope, page.rows),
        reports.results(scope),
    ]
    return hx.render(
        "process/reports/index.html",
        fragment="report",
        status=422 if form.errors else 200,
        form=form,
        tables=tables,
        page=page,
        years=years(utcnow()),
    )
