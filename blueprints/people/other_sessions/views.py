"""Ending all of one's other sign-ins at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from web import accounts, hx, signing_in
from web.access import actor_or_sign_in, signed_in
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("other_sessions", __name__, url_prefix="/sessions/others")


@bp.post("/deletion")
@signed_in()
def destroy() -> Response:
    """End every sign-in but this browser's."""
    accounts.end_sign_ins(actor_or_sign_in(), now=utcnow(), but=signing_in.current_sign_in())
    db.session.commit()
    return hx.see_other(url_for("sessions.index"), say=_("Your other sign-ins were ended."))
