"""The agenda: from today on, and month by month before and after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, abort

from models.base.clock import utcnow
from models.base.local_time import to_local
from models.base.periods import Month, Period
from web import hx
from web.access import actor_or_sign_in, signed_in
from web.calendar_choice import choice_of
from web.forms import language
from web.timetable import timetable

if TYPE_CHECKING:
    from datetime import date, datetime

    from flask import Response

bp = Blueprint("calendars", __name__)
FEW = timedelta(days=14)  # when the month ends sooner, the next one is shown too


@bp.get("/calendar")
@signed_in()
def index() -> Response:
    """What is ahead, today first."""
    now = utcnow()
    today = to_local(now).date()
    return _page(Period(today, _last(today)), Month.of(today).former, Month.of(_last(today)).later, now=now)


@bp.get("/calendar/agenda/<period>")
@signed_in()
def show(period: str) -> Response:
    """One month, day by day."""
    month = Month.named(period) or abort(404)
    return _page(month, month.former, month.later, now=utcnow(), month=month)


def _last(today: date) -> date:
    end = Month.of(today).last
    return end if end - today >= FEW else Month.of(end + timedelta(days=1)).last


def _page(period: Period, former: Month | None, later: Month | None, *, now: datetime, month: Month | None = None) -> Response:
    choice = choice_of(actor_or_sign_in())
    return hx.render(
        "process/calendars/index.html",
        fragment="calendar",
        choice=choice,
        table=timetable(choice, period, now=now, language=language()),
        period=period,
        month=month,
        former=former,
        later=later,
        today=to_local(now).date(),
    )
