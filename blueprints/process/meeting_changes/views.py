"""What happened to the meetings of an engagement: who moved what, when, on whose wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from policy.process import sight_of, visible_engagements
from web import hx, meeting_history
from web.access import actor_or_sign_in, permits
from web.commerce.notice import moves_used, notice_of
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.process import Engagement

bp = Blueprint("meeting_changes", __name__)


@bp.get("/engagements/<int:id>/meeting-changes")
@permits("meeting_change.list", visible_engagements)
def index(engagement: Engagement) -> Response:
    """The whole history, the newest first."""
    actor, session = actor_or_sign_in(), db.session()
    changes = meeting_history.of_engagement(actor, engagement, sight_of(session, actor, engagement))
    return hx.render(
        "process/meeting_changes/index.html",
        engagement=engagement,
        changes=changes,
        notice=notice_of(session, engagement),
        used=moves_used(session, engagement),
    )
