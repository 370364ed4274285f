"""Bringing an old revision back; nothing in between is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.people import Revision
from policy.people import editable_revisions
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.presentation_editing import record

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("restorations", __name__)


@bp.post("/revisions/<int:id>/restorations")
@permits("revision.restore", editable_revisions)
def create(revision: Revision) -> Response:
    """The old content as the newest draft; readers see it once it is published."""
    supervisor, now = revision.supervisor, utcnow()
    db.session.refresh(supervisor, with_for_update=True)
    restored = supervisor.restore(revision, by=actor_or_sign_in(), now=now)
    record("supervisor.restored", supervisor, at=now, number=restored.number, restores=revision.number)
    db.session.commit()
    return hx.see_other(url_for("supervisors.edit", id=supervisor.id), say=_("The old text is the draft now."))
