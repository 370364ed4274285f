"""Which times suit: said behind the link of a mail, without signing in, or on the poll's own page. Looking changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.process.time_poll import PollClosed
from policy.process import answerable_polls
from web import hx, polls
from web.access import actor_or_sign_in, current_person, permits, public
from web.extensions import db
from web.poll_pages import AnswerForm, sheet
from web.poll_pages import show as page_of

if TYPE_CHECKING:
    from flask import Response

    from models.people import Person
    from models.process import TimePoll

bp = Blueprint("poll_answers", __name__)


@bp.get("/poll-answers/<token>")
@public()
def show(token: str) -> Response:
    """The times, and what the person has said of them."""
    link, poll = polls.behind(token)
    shown = sheet(poll, link.person, now=utcnow(), signed_in=False)
    return page_of(shown, AnswerForm.about(shown), url_for("poll_answers.update", token=token))


@bp.post("/poll-answers/<token>")
@public()
def update(token: str) -> Response:
    """Say, or change; the link stays good until the poll is closed."""
    link, poll = polls.behind(token)
    return _answer(poll, link.person, url_for("poll_answers.update", token=token), url_for("poll_answers.show", token=token))


@bp.post("/time-polls/<int:id>/poll-answers")
@permits("poll_answer.create", answerable_polls)
def create(poll: TimePoll) -> Response:
    """The answer of somebody signed in."""
    here = url_for("time_polls.show", id=poll.id)
    return _answer(poll, actor_or_sign_in(), url_for("poll_answers.create", id=poll.id), here)


def _answer(poll: TimePoll, person: Person, action: str, here: str) -> Response:
    now, own = utcnow(), current_person() is person
    shown = sheet(poll, person, now=now, signed_in=own)
    form = AnswerForm.about(shown)
    if shown.is_open and not form.accepts():
        return page_of(shown, form, action, status=422)
    try:
        polls.answer(poll, person, form.given if shown.is_open else {}, now=now)
    except PollClosed:
        return page_of(sheet(poll, person, now=now, signed_in=own), form, action, status=409)
    db.session.commit()
    return hx.see_other(here, say=_("Your answer has been saved. You can change it until the question is closed."))
