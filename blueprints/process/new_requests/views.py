"""From a process that one took part in to a new request, in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for

from models.base.clock import utcnow
from models.process import Engagement
from policy.confidential import joined_engagements
from web import farewells, hx, throttling
from web.access import actor_or_sign_in, permits
from web.commerce import renewing
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("new_requests", __name__)


@bp.post("/engagements/<int:id>/new-requests")
@permits("farewell.show", joined_engagements)
def create(engagement: Engagement) -> Response:
    """Begin a request that knows the form, the client and who asks."""
    try:
        token = renewing.begin(actor_or_sign_in(), engagement, now=utcnow())
    except throttling.TooSoon as refusal:
        return farewells.page(engagement, status=422, refusal=sentence(refusal))
    db.session.commit()
    return hx.see_other(url_for("request_drafts.edit", token=token, step=renewing.first_step(engagement)))
