"""Answering an evaluation, and changing the answers until it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.confidential.evaluation_answers.forms import AnswersForm, fields_of, form_of
from models.base import DomainError
from models.base.clock import utcnow
from models.confidential import Evaluation
from vault import evaluation_pages, evaluation_rows, evaluations
from vault.evaluations import StaleAnswers
from web import held, hx
from web.access import actor_or_sign_in, permits
from web.evaluations import LENSES, MOMENTS
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("evaluation_answers", __name__, url_prefix="/evaluations/<int:id>/answers")


@bp.get("/edit")
@permits("evaluation.answer", door=evaluation_pages.answer_door)
def edit(evaluation: Evaluation) -> Response:
    """The form with what one has answered, or what one had typed when the sign-in lapsed."""
    kept = fields_of(evaluation_rows.own(db.session(), actor_or_sign_in(), evaluation))
    typed = {name: values[0] for name, values in held.offered().items() if values}
    return _page(evaluation, form_of(evaluation.moment)(data=kept | typed))


@bp.post("")
@permits("evaluation.answer", door=evaluation_pages.answer_door)
def update(evaluation: Evaluation) -> Response:
    """Save the answers; what was saved in another window meanwhile is never overwritten unseen."""
    form, actor = form_of(evaluation.moment)(), actor_or_sign_in()
    if not form.accepts():
        return _page(evaluation, form, 422)
    try:
        evaluations.answer(db.session(), actor, evaluation.id, form.given(evaluation.moment), now=utcnow())
    except StaleAnswers as stale:
        form.version.data = stale.saved.version
        saved = form_of(evaluation.moment)(formdata=None, data=fields_of(stale.saved))
        return _page(evaluation, form, 409, saved)
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(evaluation, form, 422)
    held.settle()
    db.session.commit()
    return hx.see_other(url_for("evaluations.show", id=evaluation.id), say=_("Your answers were saved."))


def _page(evaluation: Evaluation, form: AnswersForm, status: int = 200, saved: AnswersForm | None = None) -> Response:
    shown = evaluation_pages.asking(db.session(), actor_or_sign_in(), evaluation, now=utcnow())
    words = {"moments": MOMENTS, "lenses": LENSES, "saved": saved, "asking": shown}
    return hx.render("confidential/evaluation_answers/edit.html", fragment="form", status=status, evaluation=evaluation, form=form, **words)
