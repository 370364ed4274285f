"""What the product promises about accessibility and privacy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort

from web import hx
from web.access import public

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("statements", __name__, url_prefix="/statements")
NAMES = frozenset({"accessibility", "privacy"})


@bp.get("/<name>")
@public()
def show(name: str) -> Response:
    """One statement."""
    if name not in NAMES:
        abort(404)
    return hx.render(f"privacy/statements/{name}.html")
