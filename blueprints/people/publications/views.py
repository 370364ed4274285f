"""Publishing is an administrator's; the supervisor is told what changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.people import Content, DraftChanged, Publication, Supervisor
from policy.people import editable_supervisors, visible_publications
from web import hx, presentation_editing
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.presentation_diff import differences
from web.presentation_editing import record, tell

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("publications", __name__)


@bp.post("/supervisors/<int:id>/publications")
@permits("supervisor.publish", editable_supervisors)
def create(supervisor: Supervisor) -> Response:
    """Show the draft to readers, if it still is the one that was looked at."""
    db.session.refresh(supervisor, with_for_update=True)
    known = presentation_editing.own_last(supervisor) or presentation_editing.last_published(supervisor)
    now = utcnow()
    try:
        if request.form.get("number", "") != str(supervisor.draft.number):
            raise DraftChanged
        publication = supervisor.publish(by=actor_or_sign_in(), now=now)
    except DomainError as refusal:
        return presentation_editing.page(supervisor, refusal=refusal)
    record("supervisor.published", supervisor, at=now, number=publication.revision.number)
    before = known.content if known else Content()
    tell(supervisor, "presentation_published", differences=partial(differences, before, publication.revision.content))
    db.session.commit()
    return hx.see_other(url_for("supervisors.show", id=supervisor.id), say=_("The presentation is published."))


@bp.post("/publications/<int:id>/deletion")
@permits("publication.end", visible_publications)
def destroy(publication: Publication) -> Response:
    """Hide the presentation from readers; the draft stays."""
    supervisor, now = publication.supervisor, utcnow()
    if publication.ended_at is None:
        supervisor.hide(by=actor_or_sign_in(), now=now)
        record("supervisor.hidden", supervisor, at=now)
        tell(supervisor, "presentation_hidden")
        db.session.commit()
    return hx.see_other(url_for("supervisors.edit", id=supervisor.id), say=_("Readers do not see the presentation any more."))
