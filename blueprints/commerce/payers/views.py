"""Payers of a draft: add, change, remove. Their parts of the price follow their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.commerce.payers.forms import PayerForm
from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.agreement import AgreementVersion, Payer
from models.process import Organisation
from policy.commerce.agreements import managed_payers, managed_versions
from policy.process import managed_organisations
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce.trail import note
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("payers", __name__)


@bp.get("/agreement-versions/<int:id>/payers/new")
@permits("agreement.edit", managed_versions)
def new(version: AgreementVersion) -> Response:
    """The form of a payer."""
    return _page(PayerForm(), version)


@bp.post("/agreement-versions/<int:id>/payers")
@permits("agreement.edit", managed_versions)
def create(version: AgreementVersion) -> Response:
    """Add a payer."""
    form = _offering(PayerForm())
    if form.accepts() and _filled(form, payer := Payer(seats=1, share_cents=0)):
        version.payers.append(payer)
        return _saved(version)
    return _page(form, version, status=422)


@bp.get("/payers/<int:id>/edit")
@permits("agreement.edit", managed_payers)
def edit(payer: Payer) -> Response:
    """The form of a payer."""
    return _page(PayerForm(data=PayerForm.answers(payer)), payer.agreement_version, payer)


@bp.post("/payers/<int:id>")
@permits("agreement.edit", managed_payers)
def update(payer: Payer) -> Response:
    """Change a payer."""
    form = _offering(PayerForm())
    if form.accepts() and _filled(form, payer):
        for planned in payer.agreement_version.people:
            if planned.payer is payer:
                planned.organisation = payer.organisation
        return _saved(payer.agreement_version)
    return _page(form, payer.agreement_version, payer, status=422)


@bp.post("/payers/<int:id>/deletion")
@permits("agreement.edit", managed_payers)
def destroy(payer: Payer) -> Response:
    """Remove a payer who pays for nobody's place."""
    version = payer.agreement_version
    try:
        payer.demand_unused()
    except DomainError as refusal:
        form = PayerForm(formdata=None, data=PayerForm.answers(payer))
        form.refuse(refusal)
        return _page(form, version, payer, status=422)
    version.payers.remove(payer)
    return _saved(version)


def _filled(form: PayerForm, payer: Payer) -> bool:
    try:
        form.fill(payer, now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return False
    return True


def _saved(version: AgreementVersion) -> Response:
    version.share_out()
    note("agreement.updated", version.agreement, version=version.number)
    db.session.commit()
    return hx.see_other(url_for("agreements.show", id=version.agreement_id, _anchor="payers"), say=_("The payers have been saved."))


def _offering(form: PayerForm) -> PayerForm:
    form.offer(db.session.scalars(managed_organisations(actor_or_sign_in()).order_by(Organisation.sort_key)).all())
    return form


def _page(form: PayerForm, version: AgreementVersion, payer: Payer | None = None, status: int = 200) -> Response:
    return hx.render("commerce/payers/form.html", fragment="form", status=status, form=_offering(form), version=version, payer=payer)
