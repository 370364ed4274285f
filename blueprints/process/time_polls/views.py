"""Polls of times: ask, see how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.process.time_polls.forms import SHOWN, PollForm
from models.base import DomainError
from models.base.clock import utcnow
from models.process import polling
from models.process.planning import free_times
from models.process.time_poll import MOST
from policy.process import visible_meetings, visible_polls
from web import hx, polls
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.poll_pages import AnswerForm, sheet
from web.poll_pages import show as page_of
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

    from models.process import Meeting, TimePoll

bp = Blueprint("time_polls", __name__)


@bp.get("/meetings/<int:id>/time-polls/new")
@permits("time_poll.create", visible_meetings)
def new(meeting: Meeting) -> Response:
    """The form that proposes times; an open poll is shown instead."""
    poll = db.session.scalars(polling.open_poll(meeting)).one_or_none()
    if poll is not None:
        return hx.see_other(url_for("time_polls.show", id=poll.id))
    return _form(_offering(PollForm(), meeting), meeting)


@bp.post("/meetings/<int:id>/time-polls")
@permits("time_poll.create", visible_meetings)
def create(meeting: Meeting) -> Response:
    """Ask whoever comes."""
    form = _offering(PollForm(), meeting)
    if not form.accepts():
        return _form(form, meeting, status=422)
    try:
        poll = polls.ask(meeting, form.starts, by=actor_or_sign_in(), deadline=form.ends_at, now=utcnow())
    except DomainError as refusal:
        form.refuse(refusal)
        return _form(form, meeting, status=422)
    leave_trace("time_poll.created", poll, engagement_id=meeting.engagement_id)
    db.session.commit()
    return hx.see_other(url_for("time_polls.show", id=poll.id), say=_("The question has been sent."))


@bp.get("/time-polls/<int:id>")
@permits("time_poll.show", visible_polls)
def show(poll: TimePoll) -> Response:
    """How it stands, and the form to answer it with for whoever has been asked."""
    shown = sheet(poll, actor_or_sign_in(), now=utcnow())
    return page_of(shown, AnswerForm.about(shown), url_for("poll_answers.create", id=poll.id))


def _offering(form: PollForm, meeting: Meeting) -> PollForm:
    now, session = utcnow(), db.session()
    supervisors = meeting.engagement.supervisors_at(meeting.starts_at)
    form.offer(free_times(session, supervisors, meeting.room, meeting.starts_at, meeting.minutes, limit=MOST, besides=meeting, after=now))
    return form


def _form(form: PollForm, meeting: Meeting, status: int = 200) -> Response:
    return hx.render("process/time_polls/new.html", fragment="form", status=status, form=form, meeting=meeting, shown=SHOWN)
