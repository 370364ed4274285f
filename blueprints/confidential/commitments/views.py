"""Committing to a shared agreement."""

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

bp = Blueprint("commitments", __name__, url_prefix="/shared-agreements/<int:id>/commitment")


@bp.post("")
@permits("shared_agreement.answer", door=shared_agreements.inside)
def create(agreement: SharedAgreement) -> Response:
    """Commit to exactly this wording."""
    return answered(agreement, PracticeWord.COMMIT, yes=True, say=_("You have committed to the agreement."))


@bp.post("/deletion")
@permits("shared_agreement.answer", door=shared_agreements.inside)
def destroy(agreement: SharedAgreement) -> Response:
    """Take it back, at any time."""
    return answered(agreement, PracticeWord.COMMIT, yes=False, say=_("You have taken back your commitment."))
