"""The board: four stages from request to agreement, each matter with what it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from blueprints.commerce.boards.cards import stages
from blueprints.commerce.boards.forms import FilterForm
from models.base.clock import utcnow
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("boards", __name__, url_prefix="/board")


@bp.get("")
@permits("board.show")
def show() -> Response:
    """What is under way, narrowed by what the address bar says."""
    form = FilterForm()
    found = stages(db.session(), actor_or_sign_in(), form.filters(), now=utcnow())
    return hx.render("commerce/boards/show.html", fragment="results", form=form, stages=found)
