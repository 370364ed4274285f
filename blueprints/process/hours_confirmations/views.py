"""Hours to confirm: one press by a participant who was there, or many ticked boxes by an account manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import joinedload

from models.base.clock import utcnow
from models.process import Assignment, Engagement, Meeting
from models.process.hour_log import is_unconfirmed
from policy.process import confirmable_meetings
from web import hx, paging
from web.access import actor_or_sign_in, permits
from web.documents.agreement import form_name
from web.extensions import db
from web.hours import confirming
from web.hours.periods import PeriodForm, years

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("hours_confirmations", __name__)


@bp.get("/hours-confirmations")
@permits("hours.confirm")
def index() -> Response:
    """Meetings whose hours the person may confirm and nobody has, newest first."""
    return _page()


@bp.post("/hours-confirmations")
@permits("hours.confirm")
def create() -> Response:
    """Confirm what was chosen; what is not the person's to confirm is left alone."""
    chosen = confirming.chosen_of(request.form.getlist("hours"))
    if not chosen:
        return _page(refused=True)
    done = confirming.confirm_all(actor_or_sign_in(), chosen, now=utcnow())
    db.session.commit()
    said = ngettext("The hours of %(num)d meeting were confirmed.", "The hours of %(num)d meetings were confirmed.", done)
    back = hx.safe_next(request.form.get("page"), url_for("hours_confirmations.index"))
    return hx.see_other(back, say=said if done else _("Nothing was left to confirm: somebody has confirmed these hours already."))


def _page(*, refused: bool = False) -> Response:
    actor, form = actor_or_sign_in(), PeriodForm.of_address()
    supervisors = joinedload(Meeting.engagement).selectinload(Engagement.assignments).joinedload(Assignment.person)
    query = confirmable_meetings(actor).where(is_unconfirmed(besides=actor.id), form.period.covers).options(supervisors)
    page = paging.page(query, Meeting.starts_at, Meeting.id, newest_first=True)
    lines = [line for line in confirming.lines_of(page.rows) if line.word is None and line.supervisor is not actor]
    return hx.render(
        "process/hours_confirmations/index.html",
        fragment="list",
        status=422 if refused or form.errors else 200,
        form=form,
        refused=refused,
        page=page,
        lines=lines,
        years=years(utcnow()),
        form_name=form_name,
    )
