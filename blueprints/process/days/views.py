"""My day: today's meetings, what waits, the week ahead."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint
from sqlalchemy.orm import joinedload

from blueprints.process.days.agenda import details
from models.base.clock import utcnow
from models.base.local_time import from_local, to_local
from models.process import Meeting, absence
from policy.process import visible_meetings
from web import hx
from web.access import actor_or_sign_in, signed_in
from web.extensions import db
from web.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flask import Response

    from models.people import Person

bp = Blueprint("days", __name__)
AHEAD = timedelta(days=7)
MOST = 20  # rows; an account manager has every meeting of the house


@bp.get("/")
@signed_in()
def show() -> Response:
    """The person's day."""
    actor, now = actor_or_sign_in(), utcnow()
    today = to_local(now).date()
    morning, midnight = from_local(today, time()), from_local(today + timedelta(days=1), time())
    coming = _meetings(actor, morning, until=midnight + AHEAD)
    meetings = [meeting for meeting in coming if meeting.starts_at < midnight]
    return hx.render(
        "process/days/show.html",
        today=now,
        meetings=meetings,
        details=details(db.session(), actor, meetings, now=now),
        places=absence.places_of(db.session(), actor, coming),
        ahead=[meeting for meeting in coming if meeting.starts_at >= midnight],
        waiting=waiting(actor, now=now),
    )


def _meetings(actor: Person, since: datetime, *, until: datetime) -> Sequence[Meeting]:
    query = visible_meetings(actor).where(Meeting.starts_at >= since, Meeting.starts_at < until, Meeting.cancelled_at.is_(None))
    query = query.options(joinedload(Meeting.engagement)).order_by(Meeting.starts_at, Meeting.id)
    return db.session.scalars(query.limit(MOST)).all()
