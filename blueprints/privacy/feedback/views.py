"""Feedback on accessibility: anybody gives it, an administrator answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.privacy.feedback.forms import FeedbackForm
from models.base.clock import utcnow
from models.privacy import Feedback
from web import hx
from web.access import current_person, public
from web.extensions import db
from web.forms import language

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("feedback", __name__, url_prefix="/feedback")


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
    if not form.accepts():
        return _page(form, status=422)
    db.session.add(Feedback.receive(form.text.data or "", form.reply_to.data, language(), now=utcnow()))
    db.session.commit()
    return hx.see_other(url_for("feedback.new"), say=_("Thank you. We answer within 14 days."))


def _page(form: FeedbackForm, status: int = 200) -> Response:
    return hx.render("privacy/feedback/new.html", fragment="form", status=status, form=form)
