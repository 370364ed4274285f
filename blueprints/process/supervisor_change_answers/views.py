"""A participant's answer to another supervisor: signed in, or by the link from the mail. Looking answers nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import AnyOf
from wtforms.widgets import HiddenInput

from models.base import DomainError
from models.base.clock import utcnow
from models.people import LinkPurpose
from models.process import SupervisorChange
from policy.process import visible_supervisor_changes
from web import hx, links, supervisor_changes
from web.access import actor_or_sign_in, permits, public
from web.extensions import db
from web.forms import Form
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

    from models.people import SingleUseLink

bp = Blueprint("supervisor_change_answers", __name__)
AGREE, REFUSE = "agree", "refuse"


class AnswerForm(Form):
    """Two buttons."""

    answer = StringField(_l("Your answer"), [AnyOf((AGREE, REFUSE), _l("Choose one of the two."))], widget=HiddenInput())

    @property
    def agrees(self) -> bool:
        """Whether the answer is yes."""
        return self.answer.data == AGREE


@bp.post("/supervisor-changes/<int:id>/answers")
@permits("supervisor_change.answer", visible_supervisor_changes)
def create(change: SupervisorChange) -> Response:
    """Answer, signed in."""
    form, url = AnswerForm(), url_for("supervisor_changes.show", id=change.id)
    if not form.accepts():
        abort(400)
    try:
        supervisor_changes.answer(change, actor_or_sign_in(), agrees=form.agrees, now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        return hx.see_other(url, say=sentence(refusal))
    db.session.commit()
    return hx.see_other(url, say=_("Thank you for the answer."))


@bp.get("/supervisor-change-answers")
@public()
def index() -> Response:
    """After an answer by the link. The page knows nothing of whose answer it was."""
    return hx.render("process/supervisor_change_answers/index.html")


@bp.get("/supervisor-change-answers/<token>")
@public()
def show(token: str) -> Response:
    """Who would supervise, from when on, and until when one may answer."""
    _link, change = _opened(token)
    return _page(token, change, AnswerForm())


@bp.post("/supervisor-change-answers/<token>")
@public()
def update(token: str) -> Response:
    """Answer by the link."""
    (link, change), form = _opened(token), AnswerForm()
    if form.accepts():
        try:
            links.spend(link, now=utcnow())
            supervisor_changes.answer(change, link.person, agrees=form.agrees, now=utcnow())
        except DomainError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            return hx.see_other(url_for("supervisor_change_answers.index"))
    return _page(token, change, form, status=422)


def _opened(token: str) -> tuple[SingleUseLink, SupervisorChange]:
    """The link and its question while both are good; otherwise the page that says they are not."""
    link = links.opened(token, LinkPurpose.SUPERVISOR_CHANGE)
    change = db.session.get(SupervisorChange, link.object_id)
    if change is None or not change.is_open(now=utcnow()):
        abort(links.gone())
    return link, change


def _page(token: str, change: SupervisorChange, form: AnswerForm, status: int = 200) -> Response:
    template = "process/supervisor_change_answers/show.html"
    return hx.render(template, fragment="form", status=status, token=token, change=change, form=form)
