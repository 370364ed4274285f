"""Signing by an authenticated click: nobody signs for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.commerce.agreement import Factor, Signatory
from policy.commerce.agreements import signatories_of
from web import hx
from web.access import permits
from web.commerce.signing_form import DECLINE, SigningForm
from web.commerce.signing_page import page

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("signatures", __name__, url_prefix="/signatories/<int:id>/signatures")


@bp.get("/new")
@permits("agreement.sign", signatories_of)
def new(signatory: Signatory) -> Response:
    """The exact text, and the way to sign it or not."""
    return page(signatory, SigningForm(data={"digest": signatory.agreement_version.digest}), _url(signatory))


@bp.post("")
@permits("agreement.sign", signatories_of)
def create(signatory: Signatory) -> Response:
    """Sign, or decline."""
    form, url = SigningForm(), url_for("agreements.show", id=signatory.agreement_version.agreement_id)
    if form.accepts() and form.answered(signatory, Factor.SIGNED_IN):
        declined = form.answer.data == DECLINE
        return hx.see_other(url, say=_("You did not sign. The account manager knows.") if declined else _("You have signed the agreement."))
    return page(signatory, form, _url(signatory), status=422)


def _url(signatory: Signatory) -> str:
    return url_for("signatures.create", id=signatory.id)
