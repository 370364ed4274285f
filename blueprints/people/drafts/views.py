"""The whole draft as a reader's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from models.people import Supervisor
from policy.people import editable_supervisors
from web import hx, presentations
from web.access import permits

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("drafts", __name__)


@bp.get("/supervisors/<int:id>/draft")
@permits("supervisor.edit", editable_supervisors)
def show(supervisor: Supervisor) -> Response:
    """The draft in the reader's language; another language is chosen at the foot of the page."""
    return hx.render(
        "people/supervisors/show.html",
        supervisor=supervisor,
        content=supervisor.draft.content,
        credentials=presentations.credentials_in_force(supervisor),
        words=presentations,
        preview=True,
    )
