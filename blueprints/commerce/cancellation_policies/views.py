"""Cancellation policies: every version, and writing the next one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _

from blueprints.commerce.cancellation_policies.forms import NewPolicyForm, PolicyForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.commerce.catalogue import CancellationPolicy
from models.commerce.policy_writing import all_policies, last_version, write_policy
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("cancellation_policies", __name__)


@bp.get("/cancellation-policies")
@permits("cancellation_policy.manage")
def index() -> Response:
    """Every code with its versions, the newest first."""
    by_code = [(code, list(rows)) for code, rows in groupby(all_policies(db.session()), key=lambda row: row.code)]
    return hx.render("commerce/cancellation_policies/index.html", policies=by_code, today=to_local(utcnow()).date())


@bp.get("/cancellation-policies/new")
@permits("cancellation_policy.manage")
def new() -> Response:
    """The next version of a code, beginning from the last one; without a code, terms of a new kind."""
    former = _former()
    form = PolicyForm(data=PolicyForm.answers(former)) if former else NewPolicyForm()
    return _page(form, former)


@bp.post("/cancellation-policies")
@permits("cancellation_policy.manage")
def create() -> Response:
    """Add the version; nothing that was signed changes."""
    former, now = _former(), utcnow()
    form = PolicyForm() if former else NewPolicyForm()
    if form.accepts() and form.effective_from.day is not None:
        code = former.code if former else str(form.code.data if form.code else "")
        today, by = to_local(now).date(), actor_or_sign_in()
        try:
            row = write_policy(
                db.session(), form.policy(code), effective_from=form.effective_from.day, is_new=former is None, by=by, today=today, now=now
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            leave_trace("cancellation_policy.created", row, code=row.code, version=row.version)
            db.session.commit()
            return hx.see_other(url_for("cancellation_policies.index"), say=_("The new version has been saved."))
    return _page(form, former, status=422)


def _former() -> CancellationPolicy | None:
    """The version that the new one follows; a code that does not exist is no page."""
    code = request.values.get("follows", "")
    if not code:
        return None
    former = last_version(db.session(), code)
    if former is None:
        abort(404)
    return former


def _page(form: PolicyForm, former: CancellationPolicy | None, status: int = 200) -> Response:
    return hx.render("commerce/cancellation_policies/new.html", fragment="form", status=status, form=form, former=former)
