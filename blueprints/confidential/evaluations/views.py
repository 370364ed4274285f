"""Evaluations of an engagement: the list, opening one, and what is told of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.confidential.evaluations.forms import OpeningForm
from models.base import DomainError
from models.base.clock import utcnow
from models.confidential import Evaluation, EvaluationMoment
from models.people.notification import NoticeKind
from models.process import Engagement
from policy.confidential import evaluated_engagements
from policy.process import supervises_now
from vault import evaluation_pages, evaluations, evaluations_due
from web import hx, mail, parts
from web.access import actor_or_sign_in, current_person, permits
from web.evaluations import LENSES, MOMENTS, QUESTIONS, STEPS, told_sentence
from web.extensions import db
from web.opening import opening

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("evaluations", __name__)


def _holds(engagement: Engagement) -> bool:
    """Whether the tab leads the person signed in to anything."""
    person = current_person()
    if person is None or person.texts_closed:
        return False
    return supervises_now(person, engagement) or evaluation_pages.holds_any(db.session(), person, engagement, now=utcnow())


parts.engagement_tab(40, "evaluations.index", lambda: _("Evaluation"), _holds, nouns=("evaluation_answers", "evaluation_closings"))


@bp.get("/engagements/<int:id>/evaluations")
@permits("evaluation.list", evaluated_engagements)
def index(engagement: Engagement) -> Response:
    """The evaluations, and what to do with each."""
    actor, now = actor_or_sign_in(), utcnow()
    made = evaluation_pages.listed(db.session(), actor, engagement, now=now)
    due = dict(evaluations_due.due(db.session(), actor, now=now)).get(engagement)
    page = "confidential/evaluations/index.html"
    return hx.render(page, fragment="list", engagement=engagement, made=made, due=due, moments=MOMENTS)


@bp.get("/engagements/<int:id>/evaluations/new")
@permits("evaluation.create", evaluated_engagements)
def new(engagement: Engagement) -> Response:
    """What opening means, before it is done."""
    due = dict(evaluations_due.due(db.session(), actor_or_sign_in(), now=utcnow())).get(engagement)
    return _opening(engagement, OpeningForm(data={"moment": due}))


@bp.post("/engagements/<int:id>/evaluations")
@permits("evaluation.create", evaluated_engagements)
def create(engagement: Engagement) -> Response:
    """Open it, and ask everybody who takes part now."""
    form = OpeningForm()
    if not form.accepts():
        return _opening(engagement, form, 422)
    try:
        moment = EvaluationMoment(form.moment.data)
        evaluation, asked = evaluations.begin(db.session(), actor_or_sign_in(), engagement, moment, now=utcnow())
    except DomainError as refusal:
        form.refuse(refusal)
        return _opening(engagement, form, 422)
    url = mail.address(url_for("evaluation_answers.edit", id=evaluation.id))
    for person in asked:
        mail.send(person, "confidential/mail/evaluation_opened", ahead=engagement, notice=NoticeKind.QUESTION, url=url)
    db.session.commit()
    return hx.see_other(url_for("evaluations.show", id=evaluation.id), say=_("The evaluation is open, and everybody has been asked."))


@bp.get("/evaluations/<int:id>")
@permits("evaluation.show", door=evaluation_pages.door)
def show(evaluation: Evaluation) -> Response:
    """One's own answers, what is told of everybody's, and to supervisors the words."""
    with opening() as session:
        shown = evaluation_pages.shown(session, actor_or_sign_in(), evaluation, now=utcnow())
    words: dict[str, Any] = {"moments": MOMENTS, "lenses": LENSES, "questions": QUESTIONS, "steps": STEPS, "told_sentence": told_sentence}
    engagement = evaluation.engagement
    return hx.render(
        "confidential/evaluations/show.html", fragment="evaluation", evaluation=evaluation, engagement=engagement, shown=shown, **words
    )


def _opening(engagement: Engagement, form: OpeningForm, status: int = 200) -> Response:
    return hx.render("confidential/evaluations/new.html", fragment="form", status=status, engagement=engagement, form=form)
