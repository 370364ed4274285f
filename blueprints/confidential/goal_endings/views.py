"""Dropping a goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from models.base import DomainError
from models.base.clock import utcnow
from models.confidential import Goal
from vault import goals
from vault.goals import WHERE_LONGEST
from web import goals as told
from web import held, hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.forms import Form

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("goal_endings", __name__, url_prefix="/goals/<int:id>/endings")


class EndingForm(Form):
    """Why it is dropped."""

    reason = TextAreaField(_l("Why the goal is dropped"), [DataRequired(_l("Write why the goal is dropped."))])

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.reason.flags.maxlength, self.reason.flags.required = WHERE_LONGEST, True


@bp.get("/new")
@permits("goal.drop", door=goals.droppable)
def new(goal: Goal) -> Response:
    """What dropping means, and the form, with what was typed when a sign-in lapsed."""
    return _page(goal, EndingForm(data={"reason": "".join(held.offered().get("reason", [])[:1])}))


@bp.post("")
@permits("goal.drop", door=goals.droppable)
def create(goal: Goal) -> Response:
    """Drop it with its reason."""
    form = EndingForm()
    if form.accepts():
        try:
            goals.drop(db.session(), actor_or_sign_in(), goal.id, reason=form.reason.data or "", now=utcnow())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            held.settle()
            db.session.commit()
            return hx.see_other(url_for("goals.index", id=goal.engagement_id), say=_("The goal has been dropped."))
    return _page(goal, form, 422)


def _page(goal: Goal, form: EndingForm, status: int = 200) -> Response:
    one = told.opened(goal)
    return hx.render("confidential/goal_endings/new.html", fragment="form", status=status, form=form, goal=one)
