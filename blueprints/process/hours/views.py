"""The person's own hours, with sums by form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from models.base.clock import utcnow
from web import hx
from web.access import actor_or_sign_in, permits
from web.documents.agreement import form_name
from web.hours import logs, words
from web.hours.periods import PeriodForm, years

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("hours", __name__)


@bp.get("/hours")
@permits("hours.show")
def index() -> Response:
    """What the person gave, received or ordered, in a period."""
    actor, form = actor_or_sign_in(), PeriodForm.of_address()
    sides = logs.sides_of(actor)
    side = logs.asked_side(sides)
    totals = logs.totals_of(actor, side, form.period)
    page = logs.page_of(actor, side, form.period)
    return hx.render(
        "process/hours/index.html",
        fragment="log",
        status=422 if form.errors else 200,
        form=form,
        sides=sides,
        side=side,
        totals=words.by_form(totals),
        whole=logs.whole(totals),
        page=page,
        rows=logs.rows_of(actor, side, page.rows) if page else [],
        lost=logs.lost(actor, side, form.period),
        years=years(utcnow()),
        confirmed=words.confirmed,
        form_name=form_name,
    )
