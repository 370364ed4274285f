"""Linking a crisis case to the engagement in which its series is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.commerce.crisis_runs.forms import RunForm
from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.crisis import CrisisCase
from models.process import Engagement, Form
from policy.commerce.crises import visible_cases
from web import hx
from web.access import permits
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

bp = Blueprint("crisis_runs", __name__, url_prefix="/urgent-cases/<int:id>/runs")


@bp.get("/new")
@permits("crisis_case.manage", visible_cases)
def new(case: CrisisCase) -> Response:
    """Engagements of crisis supervision that belong to no case yet."""
    return _page(RunForm(_free()), case)


@bp.post("")
@permits("crisis_case.manage", visible_cases)
def create(case: CrisisCase) -> Response:
    """Link it: the series runs."""
    form = RunForm(_free())
    if form.accepts():
        try:
            case.run(form.chosen(), now=utcnow())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            leave_trace("crisis_case.started", case)
            db.session.commit()
            return hx.see_other(url_for("crisis_cases.show", id=case.id), say=_("The series is linked to its engagement."))
    return _page(form, case, status=422)


def _free() -> Sequence[Engagement]:
    taken = select(CrisisCase.engagement_id).where(CrisisCase.engagement_id.is_not(None))
    query = select(Engagement).where(Engagement.form == Form.CRISIS, Engagement.ended_at.is_(None), Engagement.id.not_in(taken))
    return db.session.scalars(query.order_by(Engagement.id.desc())).all()


def _page(form: RunForm, case: CrisisCase, status: int = 200) -> Response:
    return hx.render("commerce/crisis_runs/new.html", fragment="form", status=status, form=form, case=case)
