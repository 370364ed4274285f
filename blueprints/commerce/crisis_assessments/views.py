"""The supervisors' assessment at the end of a crisis series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.commerce.crisis_assessments.forms import AssessmentForm
from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.crisis import Assessment, CrisisCase
from policy.commerce.crises import visible_cases
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("crisis_assessments", __name__, url_prefix="/urgent-cases/<int:id>/assessments")


@bp.get("/new")
@permits("crisis_case.assess", visible_cases)
def new(case: CrisisCase) -> Response:
    """What is needed."""
    return _page(AssessmentForm(), case)


@bp.post("")
@permits("crisis_case.assess", visible_cases)
def create(case: CrisisCase) -> Response:
    """Keep the answer."""
    form = AssessmentForm()
    if form.accepts():
        try:
            case.assess(Assessment(form.assessment.data), by=actor_or_sign_in(), now=utcnow())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            leave_trace("crisis_case.assessed", case)
            db.session.commit()
            return hx.see_other(url_for("crisis_cases.show", id=case.id), say=_("The assessment has been saved."))
    return _page(form, case, status=422)


def _page(form: AssessmentForm, case: CrisisCase, status: int = 200) -> Response:
    return hx.render("commerce/crisis_assessments/new.html", fragment="form", status=status, form=form, case=case)
