"""Themes of goals, which a request ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from models.commerce.catalogue import GoalTheme
from policy.commerce.catalogue import managed_themes
from web.access import permits
from web.commerce import listed

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("goal_themes", __name__, url_prefix="/goal-themes")


@bp.get("")
@permits("offer.manage")
def index() -> Response:
    """The list."""
    return listed.index(bp.name, GoalTheme)


@bp.get("/new")
@permits("offer.manage")
def new() -> Response:
    """The form of a new row."""
    return listed.new(bp.name, GoalTheme)


@bp.post("")
@permits("offer.manage")
def create() -> Response:
    """Add a row."""
    return listed.create(bp.name, GoalTheme, _("The hope has been added."))


@bp.get("/<int:id>/edit")
@permits("offer.manage", managed_themes)
def edit(row: GoalTheme) -> Response:
    """The form of a row."""
    return listed.page(bp.name, listed.ListedForm.of(row), row)


@bp.post("/<int:id>")
@permits("offer.manage", managed_themes)
def update(row: GoalTheme) -> Response:
    """Rename it, move it, or take it out of use."""
    return listed.update(bp.name, row, _("The hope has been saved."))
