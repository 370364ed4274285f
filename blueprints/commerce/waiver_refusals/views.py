"""A waiver that waits is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.commerce.cancellation import Waiver
from models.commerce.cancellation_refusals import WaiverDecided
from policy.commerce.cancellations import managed_waivers
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import cancelling
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("waiver_refusals", __name__)


@bp.post("/waivers/<int:id>/refusals")
@permits("waiver.refuse", managed_waivers)
def create(waiver: Waiver) -> Response:
    """The fee is charged."""
    after = url_for("cancellations.show", id=waiver.cancellation_id)
    try:
        cancelling.decide_waiver(waiver, agree=False, by=actor_or_sign_in(), now=utcnow())
    except WaiverDecided as refusal:
        return hx.see_other(after, say=sentence(refusal))
    db.session.commit()
    return hx.see_other(after, say=_("The waiver has been refused. The fee is charged."))
