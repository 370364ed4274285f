"""A further version: an amendment with its reason, or a new attempt after a lapse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import StringField

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.agreement import Agreement, AgreementVersion
from policy.commerce.agreements import visible_agreements
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce.agreements import PARTS
from web.commerce.signing import lock
from web.commerce.trail import note
from web.extensions import db
from web.forms import Form
from web.validators import Line

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("amendments", __name__, url_prefix="/agreements/<int:id>/amendments")


class AmendmentForm(Form):
    """Why the agreement changes: everybody who signs reads it."""

    reason = StringField(_l("Why the agreement changes"), [Line(300)])


@bp.get("/new")
@permits("agreement.amend", visible_agreements)
def new(agreement: Agreement) -> Response:
    """The reason first."""
    return _page(AmendmentForm(), agreement)


@bp.post("")
@permits("agreement.amend", visible_agreements)
def create(agreement: Agreement) -> Response:
    """Begin a draft that says the same; what is in force stays in force."""
    form = AmendmentForm()
    if form.accepts():
        lock(agreement.id)
        db.session.scalars(select(AgreementVersion).where(AgreementVersion.agreement_id == agreement.id).options(*PARTS)).all()
        try:
            version = agreement.begin_version(str(form.reason.data), by=actor_or_sign_in(), now=utcnow())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            note("agreement.amended", agreement, version=version.number)
            db.session.commit()
            said = _("The amendment has been begun. Change what changes, then send it for signing.")
            return hx.see_other(url_for("agreements.show", id=agreement.id), say=said)
    return _page(form, agreement, status=422)


def _page(form: AmendmentForm, agreement: Agreement, status: int = 200) -> Response:
    return hx.render("commerce/amendments/new.html", fragment="form", status=status, form=form, agreement=agreement)
