"""Letting a shared agreement be told to the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from models.confidential import PracticeWord
from vault import shared_agreements
from web.access import permits
from web.agreements import answered

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import SharedAgreement

bp = Blueprint("outward_approvals", __name__, url_prefix="/shared-agreements/<int:id>/outward-approval")


@bp.post("")
@permits("shared_agreement.answer", door=shared_agreements.inside)
def create(agreement: SharedAgreement) -> Response:
    """Let exactly this wording be told."""
    return answered(agreement, PracticeWord.OUTWARD, yes=True, say=_("You let the agreement be told to the client."))


@bp.post("/deletion")
@permits("shared_agreement.answer", door=shared_agreements.inside)
def destroy(agreement: SharedAgreement) -> Response:
    """Take it back, at any time."""
    return answered(agreement, PracticeWord.OUTWARD, yes=False, say=_("The agreement is not told to the client."))
