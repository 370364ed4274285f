"""Confirming every coming time of an engagement at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import ngettext

from models.base.clock import utcnow
from policy.process import visible_engagements
from web import hx, meeting_ends
from web.access import actor_or_sign_in, permits
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.process import Engagement

bp = Blueprint("series_confirmations", __name__)


@bp.post("/engagements/<int:id>/series-confirmations")
@permits("series.confirm", visible_engagements)
def create(engagement: Engagement) -> Response:
    """Confirm them; everybody gets one mail."""
    now = utcnow()
    meetings = meeting_ends.unconfirmed(engagement, now=now)
    meeting_ends.confirm(meetings, by=actor_or_sign_in(), now=now)
    db.session.commit()
    said = ngettext("%(num)d time has been confirmed.", "%(num)d times have been confirmed.", len(meetings))
    return hx.see_other(url_for("engagements.show", id=engagement.id), say=said)
