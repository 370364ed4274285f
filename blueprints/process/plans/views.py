"""Planning a series: what is proposed, and making exactly what was chosen, all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import ngettext

from blueprints.process.plans.forms import PlanForm
from models.base import DomainError
from models.base.clock import utcnow
from models.process import Engagement
from models.process.arranging import arrange, claim
from models.process.planning import Proposal, keep_or_move, propose
from policy.process import visible_engagements
from web import hx, planning
from web.access import actor_or_sign_in, permits
from web.calendars.telling import keep_told
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flask import Response

bp = Blueprint("plans", __name__)


@bp.get("/engagements/<int:id>/plans/new")
@permits("meeting.create", visible_engagements)
def new(engagement: Engagement) -> Response:
    """The form, and once it is filled in what is proposed."""
    defaults, now = planning.defaults(engagement), utcnow()
    form = PlanForm.asked(defaults)
    if not form.is_filled:
        return _page(form, engagement, defaults)
    if not form.is_possible():
        return _page(form, engagement, defaults, status=422)
    proposals = _proposed(form, engagement, now=now)
    form.cautions = tuple(form.unusual([each.start for each in proposals], defaults, now=now))
    return _page(form, engagement, defaults, proposals)


@bp.post("/engagements/<int:id>/plans")
@permits("meeting.create", visible_engagements)
def create(engagement: Engagement) -> Response:
    """Make the chosen meetings; where somebody booked meanwhile, show other times and make nothing yet."""
    defaults, now = planning.defaults(engagement), utcnow()
    form = PlanForm.asked(defaults)
    if not form.is_possible():
        return _page(form, engagement, defaults, status=422)
    if not form.reads_times():
        return _page(form, engagement, defaults, _proposed(form, engagement, now=now), status=422)
    sure, proposals = form.sure_about(form.unusual(form.chosen, defaults, now=now)), _claimed(form, engagement)
    if any(each.is_moved for each in proposals):
        return _stale(form, engagement, defaults, proposals)
    if not (sure and _made(form, engagement, now=now)):
        return _page(form, engagement, defaults, proposals, status=422)
    db.session.commit()
    said = ngettext("%(num)d meeting has been planned.", "%(num)d meetings have been planned.", len(form.chosen))
    return hx.see_other(url_for("engagements.show", id=engagement.id), say=said)


def _proposed(form: PlanForm, engagement: Engagement, *, now: datetime) -> list[Proposal]:
    assert form.starts_at is not None, "possible before"  # noqa: S101
    setting, numbers = form.setting(), (int(form.count.data or 0), int(form.interval_days.data or 0))
    return propose(
        db.session(), engagement, form.starts_at, *numbers, minutes=setting.minutes, room=setting.room, mode=setting.mode, after=now
    )


def _claimed(form: PlanForm, engagement: Engagement) -> list[Proposal]:
    """The chosen times as they stand when nobody else can take them any more."""
    setting = form.setting()
    claim(db.session(), engagement, [each.person for each in engagement.assignments], setting.room)
    return keep_or_move(db.session(), engagement, form.chosen, minutes=setting.minutes, room=setting.room, mode=setting.mode)


def _made(form: PlanForm, engagement: Engagement, *, now: datetime) -> bool:
    try:
        meetings = arrange(db.session(), engagement, form.chosen, form.setting(), by=actor_or_sign_in(), now=now)
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    for meeting in meetings:
        leave_trace("meeting.created", meeting, engagement_id=engagement.id)
    keep_told(meetings, now=now)
    return True


def _stale(form: PlanForm, engagement: Engagement, defaults: planning.Defaults, proposals: Sequence[Proposal]) -> Response:
    """Somebody else was quicker: nothing has been made, and what was chosen stays where it still can be."""
    db.session.rollback()
    form.cautions = tuple(form.unusual([each.start for each in proposals], defaults, now=utcnow()))
    return _page(form, engagement, defaults, proposals, status=409, stale=True)


def _page(
    form: PlanForm,
    engagement: Engagement,
    defaults: planning.Defaults,
    proposals: Sequence[Proposal] = (),
    status: int = 200,
    **context: object,
) -> Response:
    return hx.render(
        "process/plans/new.html",
        fragment="plan",
        status=status,
        form=form,
        engagement=engagement,
        defaults=defaults,
        proposals=proposals,
        reason=planning.said,
        **context,
    )
