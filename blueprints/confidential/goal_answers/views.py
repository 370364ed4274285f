"""Agreeing to a goal, or not yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.confidential import Goal, GoalEnded, GoalState, WordingOutdated
from vault import goals
from web import goals as told
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("goal_answers", __name__)


@bp.post("/goals/<int:id>/answers")
@permits("goal.answer", door=goals.answerable)
def create(goal: Goal) -> Response:
    """Keep the person's word about exactly the words that they saw; about other words, those are shown first."""
    version, word = request.form.get("version", type=int), request.form.get("word")
    if version is None or word not in {"agree", "not_yet"}:
        abort(400)
    try:
        goal = goals.answer(db.session(), actor_or_sign_in(), goal.id, version, agrees=word == "agree", now=utcnow())
    except (WordingOutdated, GoalEnded) as refusal:
        return told.page(goal, refusal=refusal)
    said = _("Your answer was saved.")
    if goal.state is GoalState.AGREED and not goal.waits:
        said = _("Everybody has agreed. The goal is in force.")
    db.session.commit()
    return hx.see_other(url_for("goals.index", id=goal.engagement_id, _anchor=f"goal-{goal.id}"), say=said)
