"""One week of the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort

from models.base.clock import utcnow
from models.base.local_time import to_local
from models.base.periods import Week
from web import hx
from web.access import actor_or_sign_in, signed_in
from web.calendar_choice import choice_of
from web.forms import language
from web.timetable import timetable

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response

bp = Blueprint("weeks", __name__)


@bp.get("/calendar/week")
@signed_in()
def index() -> Response:
    """This week."""
    now = utcnow()
    return _page(Week.of(to_local(now).date()), now=now)


@bp.get("/calendar/week/<period>")
@signed_in()
def show(period: str) -> Response:
    """The week of that name; one that no calendar has does not exist."""
    return _page(Week.named(period) or abort(404), now=utcnow())


def _page(week: Week, *, now: datetime) -> Response:
    choice = choice_of(actor_or_sign_in())
    table = timetable(choice, week, now=now, language=language())
    today = to_local(now).date()
    return hx.render("process/weeks/show.html", fragment="calendar", choice=choice, table=table, period=week, today=today)
