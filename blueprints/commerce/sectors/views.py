"""Sectors, by which requests find their account manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from models.commerce.catalogue import Sector
from policy.commerce.catalogue import managed_sectors
from web.access import permits
from web.commerce import listed

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("sectors", __name__, url_prefix="/sectors")


@bp.get("")
@permits("offer.manage")
def index() -> Response:
    """The list."""
    return listed.index(bp.name, Sector)


@bp.get("/new")
@permits("offer.manage")
def new() -> Response:
    """The form of a new row."""
    return listed.new(bp.name, Sector)


@bp.post("")
@permits("offer.manage")
def create() -> Response:
    """Add a row."""
    return listed.create(bp.name, Sector, _("The sector has been added."))


@bp.get("/<int:id>/edit")
@permits("offer.manage", managed_sectors)
def edit(row: Sector) -> Response:
    """The form of a row."""
    return listed.page(bp.name, listed.ListedForm.of(row), row)


@bp.post("/<int:id>")
@permits("offer.manage", managed_sectors)
def update(row: Sector) -> Response:
    """Rename it, move it, or take it out of use."""
    return listed.update(bp.name, row, _("The sector has been saved."))
