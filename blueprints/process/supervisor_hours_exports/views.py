"""Sums of every supervisor as CSV or XLSX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from models.people import Person
from models.process import hour_log
from web.access import permits
from web.extensions import db
from web.hours import files, words
from web.hours.periods import period_or_nothing

if TYPE_CHECKING:
    from flask import Response

    from gateways.spreadsheet import Cell

bp = Blueprint("supervisor_hours_exports", __name__)


@bp.get("/supervisor-hours/export/<any(csv, xlsx):kind>")
@permits("hours.total")
def show(kind: str) -> Response:
    """Supervisor by supervisor and form by form."""
    period = period_or_nothing()
    totals = hour_log.given_totals(db.session(), period)
    headings = [_("Supervisor"), _("Form"), _("Meetings"), _("Minutes"), _("Units of 45 minutes"), _("Minutes confirmed")]
    rows: list[list[Cell]] = [
        [person.name, form, total.meetings, total.minutes, total.units, total.confirmed_minutes]
        for person in db.session.scalars(hour_log.givers(period).order_by(Person.sort_key, Person.id))
        for form, total in words.by_form(totals.get(person.id, {}))
    ]
    return files.table("supervisor-hours", kind, headings, rows)
