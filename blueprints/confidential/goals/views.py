"""Goals of an engagement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.process import Engagement, Form
from policy import allowed
from policy.confidential import engagements_with_goals
from vault import goals
from vault.goals import GoalsNotYours
from web import hx, parts
from web.access import actor_or_sign_in, current_person, permits
from web.extensions import db
from web.opening import opening

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("goals", __name__)


def _reads(engagement: Engagement) -> bool:
    person = current_person()
    found = engagements_with_goals(person).with_only_columns(Engagement.id).where(Engagement.id == engagement.id) if person else None
    return found is not None and allowed(person, "goals.show", engagement) and db.session.scalar(found) is not None


parts.engagement_tab(30, "goals.index", lambda: _("Goals"), _reads)


@bp.app_template_global()
def common_goals(engagement: Engagement) -> list[str]:
    """The common goals in force, in words, for the person signed in; nothing for whom they are not."""
    person = current_person()
    try:
        found = goals.listed(db.session(), person, engagement, now=utcnow(), others=False) if person else []
    except GoalsNotYours:
        return []
    return [goal.words for goal in found if goal.is_common and goal.in_force]


@bp.get("/engagements/<int:id>/goals")
@permits("goals.show", engagements_with_goals)
def index(engagement: Engagement) -> Response:
    """The goals; in individual supervision the participant's own ones too, whose opening leaves a trace."""
    alone = engagement.form is Form.INDIVIDUAL
    with opening() as session:
        found = goals.listed(session, actor_or_sign_in(), engagement, now=utcnow(), others=alone)
    return hx.render("confidential/goals/index.html", fragment="goals", engagement=engagement, goals=found)
