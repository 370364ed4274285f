"""Closing a crisis case after which nothing follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.commerce.crisis import CrisisCase
from policy.commerce.crises import visible_cases
from web import hx
from web.access import permits
from web.commerce import acting

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("crisis_closures", __name__)


@bp.post("/urgent-cases/<int:id>/closures")
@permits("crisis_case.manage", visible_cases)
def create(case: CrisisCase) -> Response:
    """Close it."""
    with acting.on(case, "crisis_case.closed") as act:
        case.close(now=utcnow())
    return hx.see_other(url_for("crisis_cases.show", id=case.id), say=act.refused or _("The case is closed."))
