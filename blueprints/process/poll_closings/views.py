"""The end of a poll: the meeting moves to the chosen time, or stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.process.poll_closings.forms import ClosingForm
from models.base import DomainError
from models.base.clock import utcnow
from models.process import TimePoll
from models.process.booking import RoomTaken, SupervisorTaken
from models.process.planning import free_times
from models.process.time_poll import PollClosed, TimeGone
from policy.process import arranged_polls
from web import hx, polls
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.poll_pages import DISCS, SUITS, sheet
from web.trail import leave_trace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flask import Response

bp = Blueprint("poll_closings", __name__)
MEANWHILE = (PollClosed, TimeGone, SupervisorTaken, RoomTaken)


@bp.get("/time-polls/<int:id>/poll-closings/new")
@permits("time_poll.close", arranged_polls)
def new(poll: TimePoll) -> Response:
    """Who can when, and the choice."""
    return _page(poll.id, ClosingForm())


@bp.post("/time-polls/<int:id>/poll-closings")
@permits("time_poll.close", arranged_polls)
def create(poll: TimePoll) -> Response:
    """Choose a time or none. What somebody has done meanwhile is told, with times that are free."""
    form, key = ClosingForm(), poll.id
    form.offer(sheet(poll, actor_or_sign_in(), now=utcnow()))
    if poll.closed_at is None and not form.accepts():
        return _page(key, form, status=422)
    try:
        moved = polls.close(poll, form.chosen if poll.closed_at is None else None, form.wish, by=actor_or_sign_in(), now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return _page(key, form, status=409 if isinstance(refusal, MEANWHILE) else 422, taken=isinstance(refusal, MEANWHILE))
    leave_trace("time_poll.closed", poll, engagement_id=poll.meeting.engagement_id, moved=moved)
    db.session.commit()
    said = _("The meeting has been moved, and everybody has been told.") if moved else _("The question has been closed.")
    return hx.see_other(url_for("meetings.show", id=poll.meeting_id), say=said)


def _page(key: int, form: ClosingForm, status: int = 200, *, taken: bool = False) -> Response:
    actor, now = actor_or_sign_in(), utcnow()
    poll = db.session.scalars(arranged_polls(actor).where(TimePoll.id == key)).unique().one()
    shown = sheet(poll, actor, now=now)
    form.offer(shown)
    free = _alternatives(poll, now) if taken and poll.closed_at is None else ()
    context = {"poll": poll, "shown": shown, "free": free, "suits": SUITS, "discs": DISCS}
    return hx.render("process/poll_closings/new.html", fragment="form", status=status, form=form, **context)


def _alternatives(poll: TimePoll, now: datetime) -> Sequence[datetime]:
    """Other free times near the meeting."""
    meeting = poll.meeting
    people = meeting.engagement.supervisors_at(meeting.starts_at)
    return free_times(db.session(), people, meeting.room, meeting.starts_at, meeting.minutes, besides=meeting, after=now)
