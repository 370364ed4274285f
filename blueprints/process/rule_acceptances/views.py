"""Accepting the group's rules, each for oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.process import Participation
from policy.process import own_participations
from web import hx
from web.access import permits
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("rule_acceptances", __name__)


@bp.post("/participations/<int:id>/rule-acceptances")
@permits("participation.accept_rules", own_participations)
def create(participation: Participation) -> Response:
    """Accept the rules as they stand."""
    page = url_for("engagements.show", id=participation.engagement_id)
    if request.form.get("version") != str(participation.engagement.rules_version):
        return hx.see_other(page, say=_("The rules have changed meanwhile. Read them once more."))
    participation.accept_rules(now=utcnow())
    version = participation.rules_version
    leave_trace(
        "rules.accept", participation, subject_id=participation.person_id, engagement_id=participation.engagement_id, version=version
    )
    db.session.commit()
    return hx.see_other(page, say=_("You have accepted the rules."))
