"""The page with which a process ends for somebody who took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from models.process import Engagement
from policy.confidential import joined_engagements
from web import farewells
from web.access import permits

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("farewells", __name__)
bp.add_app_template_global(farewells.keeping_of)
bp.add_app_template_global(farewells.left_for)


@bp.get("/engagements/<int:id>/farewell")
@permits("farewell.show", joined_engagements)
def show(engagement: Engagement) -> Response:
    """Thanks, until when what is theirs is kept, and what they may take along."""
    return farewells.page(engagement)
