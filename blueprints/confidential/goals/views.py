"""The common goals of an engagement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.confidential.goals.forms import GoalsForm
from models.base.clock import utcnow
from models.base.text import UNWRITABLE
from models.process import Engagement
from policy import allowed
from policy.confidential import engagements_with_goals
from vault import goals
from vault.goals import GoalsNotYours, OpenGoals, StaleGoals
from web import held, hx, parts
from web.access import actor_or_sign_in, current_person, permits
from web.autosave import Conflict, Text
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("goals", __name__, url_prefix="/engagements/<int:id>/goals")


def _reads(engagement: Engagement) -> bool:
    person = current_person()
    found = engagements_with_goals(person).with_only_columns(Engagement.id).where(Engagement.id == engagement.id) if person else None
    return found is not None and allowed(person, "goals.show", engagement) and db.session.scalar(found) is not None


parts.engagement_tab(30, "goals.show", lambda: _("Common goals"), _reads)


@bp.app_template_global()
def goals_of(engagement: Engagement) -> OpenGoals | None:
    """The goals for the person signed in; nothing for whom they are not."""
    person = current_person()
    if person is None:
        return None
    try:
        return goals.read(db.session(), person, engagement, now=utcnow())
    except GoalsNotYours:
        return None


@bp.get("")
@permits("goals.show", engagements_with_goals)
def show(engagement: Engagement) -> Response:
    """The goals on a page of their own."""
    return hx.render("confidential/goals/show.html", fragment="goals", engagement=engagement)


@bp.get("/edit")
@permits("goals.edit", engagements_with_goals)
def edit(engagement: Engagement) -> Response:
    """The goals' form."""
    kept = goals.read(db.session(), actor_or_sign_in(), engagement, now=utcnow())
    return _page(engagement, GoalsForm(data={"text": kept.text, "version": kept.version}))


@bp.post("")
@permits("goals.edit", engagements_with_goals)
def update(engagement: Engagement) -> Response:
    """Save the goals; what was saved elsewhere meanwhile is never overwritten."""
    form = GoalsForm()
    if not form.accepts():
        return _page(engagement, form, 422)
    try:
        goals.save(db.session(), actor_or_sign_in(), engagement, form.text.data or "", version=form.version.data or 0, now=utcnow())
    except StaleGoals as stale:
        return _page(engagement, form, 409, _choice(engagement, form, stale))
    except UNWRITABLE as refusal:
        form.refuse(refusal)
        return _page(engagement, form, 422)
    held.settle()
    db.session.commit()
    return hx.see_other(url_for("goals.show", id=engagement.id), say=_("The goals were saved."))


def _choice(engagement: Engagement, form: GoalsForm, stale: StaleGoals) -> Conflict:
    return Conflict(url_for("goals.update", id=engagement.id), "text", stale.version, Text(form.text.data or ""), Text(stale.theirs))


def _page(engagement: Engagement, form: GoalsForm, status: int = 200, conflict: Conflict | None = None) -> Response:
    return hx.render("confidential/goals/edit.html", fragment="form", status=status, engagement=engagement, form=form, conflict=conflict)
