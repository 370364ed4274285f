"""How much each supervisor has given, in numbers: for account managers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from models.base.clock import utcnow
from models.people import Person
from models.process import hour_log
from web import hx, paging
from web.access import permits
from web.extensions import db
from web.hours import logs
from web.hours.periods import PeriodForm, years

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("supervisor_hours", __name__)


@bp.get("/supervisor-hours")
@permits("hours.total")
def index() -> Response:
    """Supervisors by name with the sums of a period."""
    form = PeriodForm.of_address()
    page = paging.page(hour_log.givers(form.period), Person.sort_key, Person.id)
    totals = hour_log.given_totals(db.session(), form.period, person_ids=[person.id for person in page.rows])
    return hx.render(
        "process/supervisor_hours/index.html",
        fragment="log",
        status=422 if form.errors else 200,
        form=form,
        page=page,
        sums=[(person, logs.whole(totals.get(person.id, {}))) for person in page.rows],
        years=years(utcnow()),
    )
