"""Answers in advance; sharing cannot be answered in advance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from policy.confidential import joined_engagements
from vault import consents
from web import hx
from web.access import permits
from web.consents import voice
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.process import Engagement

bp = Blueprint("preferences", __name__, url_prefix="/engagements/<int:id>/preferences")


@bp.post("")
@permits("preference.update", joined_engagements)
def update(engagement: Engagement) -> Response:
    """Whether drafts that name the person may be kept, and whether the supervisor may speak of it, unnamed, in own supervision."""
    consents.prefer(
        db.session(),
        voice(),
        engagement.id,
        may_record="may_record" in request.form,
        may_use_in_supervision="may_use_in_supervision" in request.form,
        now=utcnow(),
    )
    db.session.commit()
    return hx.see_other(url_for("consents.index", _anchor=f"preferences-{engagement.id}"), say=_("Your choices were saved."))
