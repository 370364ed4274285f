"""Closing an evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.confidential import Evaluation
from vault import evaluation_pages, evaluations
from web import hx
from web.access import actor_or_sign_in, permits
from web.evaluations import MOMENTS
from web.extensions import db
from web.forms import Form

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("evaluation_closings", __name__, url_prefix="/evaluations/<int:id>/closings")


@bp.get("/new")
@permits("evaluation.close", door=evaluation_pages.door)
def new(evaluation: Evaluation) -> Response:
    """What closing means, before it is done."""
    if not evaluation.is_open:
        return hx.see_other(url_for("evaluations.show", id=evaluation.id))
    return _page(evaluation, Form())


@bp.post("")
@permits("evaluation.close", door=evaluation_pages.door)
def create(evaluation: Evaluation) -> Response:
    """Close it: what may be told is worked out once."""
    form = Form()
    try:
        evaluations.close(db.session(), actor_or_sign_in(), evaluation.id, now=utcnow())
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(evaluation, form, 422)
    db.session.commit()
    return hx.see_other(url_for("evaluations.show", id=evaluation.id), say=_("The evaluation has been closed."))


def _page(evaluation: Evaluation, form: Form, status: int = 200) -> Response:
    answered = evaluation_pages.answered_in(db.session(), evaluation)
    return hx.render(
        "confidential/evaluation_closings/new.html",
        fragment="form",
        status=status,
        evaluation=evaluation,
        form=form,
        answered=answered,
        moments=MOMENTS,
    )
