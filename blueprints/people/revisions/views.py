"""Every saved revision, and what each changed, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.people import Content, Publication, Revision, Supervisor
from policy.people import editable_revisions, editable_supervisors
from web import hx, presentation_diff
from web.access import permits
from web.extensions import db
from web.paging import page

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("revisions", __name__)


@bp.get("/supervisors/<int:id>/revisions")
@permits("supervisor.edit", editable_supervisors)
def index(supervisor: Supervisor) -> Response:
    """The history, newest first, with what was published when."""
    history = select(Revision).where(Revision.supervisor_id == supervisor.id)
    history = history.options(joinedload(Revision.author))
    shown = page(history, Revision.id, newest_first=True)
    published = select(Publication).where(Publication.revision_id.in_([revision.id for revision in shown.rows])).order_by(Publication.id)
    publications = {publication.revision_id: publication for publication in db.session.scalars(published)}
    return hx.render(
        "people/revisions/index.html", fragment="list", supervisor=supervisor, page=shown, publications=publications, diff=presentation_diff
    )


@bp.get("/revisions/<int:id>")
@permits("revision.see", editable_revisions)
def show(revision: Revision) -> Response:
    """One revision: what it changed, and beside the present draft what bringing it back would change."""
    former = _before(revision)
    content, draft = revision.content, revision.supervisor.draft
    return hx.render(
        "people/revisions/show.html",
        revision=revision,
        supervisor=revision.supervisor,
        changed=presentation_diff.differences(former.content if former else Content(), content),
        restoring=presentation_diff.differences(draft.content, content),
        diff=presentation_diff,
    )


def _before(revision: Revision) -> Revision | None:
    """The revision that this one was saved on top of."""
    query = select(Revision).where(Revision.supervisor_id == revision.supervisor_id, Revision.number == revision.number - 1)
    return db.session.scalars(query).one_or_none()
