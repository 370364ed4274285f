"""Feedback on accessibility: anybody gives it, an administrator answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from blueprints.privacy.feedback.forms import FeedbackForm
from models.base.clock import utcnow
from models.people.throttle import NETWORK
from models.privacy import Feedback
from policy.privacy import received_feedback
from web import hx, paging, throttling
from web.access import actor_or_sign_in, current_person, permits, public
from web.extensions import db
from web.forms import language
from web.signing_in import network

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("feedback", __name__, url_prefix="/feedback")


@bp.get("")
@permits("feedback.answer")
def index() -> Response:
    """What has come, newest first, with the day by which it is answered."""
    query = received_feedback(actor_or_sign_in()).options(joinedload(Feedback.answered_by))
    page = paging.page(query, Feedback.id, newest_first=True)
    return hx.render("privacy/feedback/index.html", fragment="list", page=page, moment=utcnow())


@bp.post("/<int:id>")
@permits("feedback.answer", received_feedback)
def update(feedback: Feedback) -> Response:
    """Note that it has been answered."""
    feedback.answer(by=actor_or_sign_in(), now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("feedback.index"), say=_("Marked as answered."))


@bp.get("/new")
@public()
def new() -> Response:
    """The form; the address is filled in for somebody signed in, who may empty it."""
    person = current_person()
    return _page(FeedbackForm(data={"reply_to": person.email if person else ""}))


@bp.post("")
@public()
def create() -> Response:
    """Keep the feedback with the moment it came."""
    form = FeedbackForm()
    if form.accepts():
        try:
            throttling.claim([throttling.key("feedback", network(request.remote_addr), NETWORK)], now=utcnow())
        except throttling.TooSoon as refusal:
            form.refuse(refusal)
        else:
            db.session.add(Feedback.receive(form.text.data or "", form.reply_to.data, language(), now=utcnow()))
            db.session.commit()
            return hx.see_other(url_for("feedback.new"), say=_("Thank you. We answer within 14 days."))
    return _page(form, status=422)


def _page(form: FeedbackForm, status: int = 200) -> Response:
    return hx.render("privacy/feedback/new.html", fragment="form", status=status, form=form)
