"""Ending an engagement, as completed or as interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired

from models.base.clock import utcnow
from models.process import Engagement, EngagementState
from models.process.booking import book_all
from models.process.engagement import EvaluationMissing
from policy.process import managed_engagements
from vault import evaluations, goals
from web import hx
from web.access import actor_or_sign_in, permits
from web.calendars.telling import keep_engagement_told
from web.extensions import db
from web.farewells import thank
from web.forms import Form, SelectChoice
from web.trail import leave_trace
from web.validators import Line

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("completions", __name__)
BECAUSE = 300  # characters


class CompletionForm(Form):
    """How it ends, and why it was not evaluated when it was not."""

    state = RadioField(
        _l("How did the engagement end?"),
        [InputRequired(_l("Choose how the engagement ended."))],
        choices=[
            SelectChoice(EngagementState.COMPLETED.value, _l("It was completed as planned")),
            SelectChoice(EngagementState.INTERRUPTED.value, _l("It was interrupted")),
        ],
    )
    because = StringField(_l("Why there is no final evaluation"), [Line(BECAUSE, required=False)])


@bp.get("/engagements/<int:id>/completions/new")
@permits("engagement.end", managed_engagements)
def new(engagement: Engagement) -> Response:
    """What ending means, before it is done."""
    return _page(CompletionForm(), engagement)


@bp.post("/engagements/<int:id>/completions")
@permits("engagement.end", managed_engagements)
def create(engagement: Engagement) -> Response:
    """End it: from here the time is counted that texts are kept."""
    form, now = CompletionForm(), utcnow()
    if not form.accepts():
        return _page(form, engagement, status=422)
    evaluated = evaluations.finished(db.session(), engagement)
    try:
        engagement.end(EngagementState(form.state.data), evaluated=evaluated, because=form.because.data or "", now=now)
    except EvaluationMissing as refusal:
        form.refuse(refusal)
        return _page(form, engagement, status=422)
    evaluations.close_all(db.session(), actor_or_sign_in(), engagement, now=now)
    goals.close_all(db.session(), engagement, by=actor_or_sign_in(), now=now)
    book_all(db.session(), engagement, now=now)
    keep_engagement_told(engagement.id, now=now)
    thank(engagement, now=now)
    leave_trace("engagement.ended", engagement, engagement_id=engagement.id, state=engagement.state.value)
    db.session.commit()
    return hx.see_other(url_for("engagements.show", id=engagement.id), say=_("The engagement has ended."))


def _page(form: CompletionForm, engagement: Engagement, status: int = 200) -> Response:
    kept = engagement.texts_kept_until(utcnow())
    evaluated = evaluations.finished(db.session(), engagement)
    page = "process/completions/new.html"
    return hx.render(page, fragment="form", status=status, form=form, engagement=engagement, kept_until=kept, evaluated=evaluated)
