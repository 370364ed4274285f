"""Moving the rest of a series: a plan is shown first, one more press moves every meeting or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm.exc import StaleDataError

from blueprints.process.series_moves.forms import SeriesForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.process import Cause
from models.process.booking import RoomTaken, SupervisorTaken
from policy.process import visible_engagements
from web import hx, series_moves
from web.access import actor_or_sign_in, can, permits
from web.commerce import starts
from web.commerce.notice import freedom_of
from web.extensions import db
from web.series_moves import Rhythm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

    from models.process import Engagement, Meeting
    from web.series_moves import Step

bp = Blueprint("series_moves", __name__)


@bp.get("/engagements/<int:id>/series-moves/new")
@permits("series.move", visible_engagements)
def new(engagement: Engagement) -> Response:
    """When the first of the coming meetings is to be, and how the others follow."""
    meetings = series_moves.rest(engagement, now=utcnow())
    begin = to_local(meetings[0].starts_at) if meetings else None
    return _page(SeriesForm(data={"day": begin, "hour": begin}), engagement, meetings)


@bp.post("/engagements/<int:id>/series-moves")
@permits("series.move", visible_engagements)
def create(engagement: Engagement) -> Response:
    """Show the plan; move the meetings once that has been seen."""
    meetings = series_moves.rest(engagement, now=utcnow())
    form = SeriesForm().offering(meetings)
    if not meetings or not form.accepts():
        return _page(form, engagement, meetings, status=422)
    moving = form.moving(meetings)
    settled, stale = form.is_settled(), form.is_stale(moving)
    plan = _plan(form, moving, picks=settled and not stale)
    if stale:
        form.form_errors = [*form.form_errors, _("Somebody else moved a meeting meanwhile. Look at the plan again.")]
    if not settled or stale or form.form_errors:
        return _page(form, engagement, meetings, plan=plan, status=409 if stale else 422 if form.form_errors else 200)
    return _move(form, engagement, meetings, plan)


def _move(form: SeriesForm, engagement: Engagement, meetings: Sequence[Meeting], plan: Sequence[Step]) -> Response:
    now = utcnow()
    try:
        if not form.sure_about(_exception(form, plan)):
            return _page(form, engagement, meetings, plan=plan, status=422)
        wish = form.wish(exception=can("meeting_move.except", plan[0].meeting), now=now)
        moved = series_moves.move(plan, wish, by=actor_or_sign_in(), now=now)
    except (DomainError, StaleDataError) as refusal:
        return _refused(form, engagement, refusal)
    db.session.commit()
    said = ngettext(
        "%(num)d meeting has been moved. Everybody is told.", "%(num)d meetings have been moved. Everybody is told.", len(moved)
    )
    return hx.see_other(url_for("engagements.show", id=engagement.id), say=said)


def _refused(form: SeriesForm, engagement: Engagement, refusal: DomainError | StaleDataError) -> Response:
    """Nothing has moved: the plan as it looks now."""
    db.session.rollback()
    db.session.expire_all()
    if isinstance(refusal, DomainError):
        form.refuse(refusal)
    else:
        form.form_errors = [*form.form_errors, _("Somebody else moved a meeting meanwhile. Look at the plan again.")]
    meetings = series_moves.rest(engagement, now=utcnow())
    moving = form.offering(meetings).moving(meetings)
    form.is_stale(moving)
    at_once = isinstance(refusal, SupervisorTaken | RoomTaken | StaleDataError)
    return _page(form, engagement, meetings, plan=_plan(form, moving, picks=False), status=409 if at_once else 422)


def _plan(form: SeriesForm, moving: Sequence[Meeting], *, picks: bool) -> list[Step]:
    assert form.starts_at is not None, "accepted before"  # noqa: S101
    chosen = form.chosen(moving) if picks else {}
    return series_moves.steps(moving, form.starts_at, Rhythm(form.rhythm.data), form.interval.data or 28, chosen, now=utcnow())


def _exception(form: SeriesForm, plan: Sequence[Step]) -> list[tuple[str, str]]:
    """What an account manager is asked before a client's move passes that is not free."""
    first = plan[0].meeting
    if form.cause.data != Cause.CLIENT or freedom_of(db.session(), first).allows(utcnow()) or not can("meeting_move.except", first):
        return []
    return [("exception", _("On the client’s wish this is not free any more. You move the meetings as an exception, free of charge."))]


def _page(form: SeriesForm, engagement: Engagement, meetings: Sequence[Meeting], status: int = 200, plan: Sequence[Step] = ()) -> Response:
    now, first = utcnow(), meetings[0] if meetings else None
    beginning = starts.begins_with(first) if first else []
    return hx.render(
        "process/series_moves/new.html",
        fragment="form",
        status=status,
        form=form.offering(meetings),
        engagement=engagement,
        meetings=meetings,
        plan=plan,
        freedom=freedom_of(db.session(), first) if first else None,
        floor=max((commitment.case().fee(now).percent for commitment in beginning), default=None),
    )
