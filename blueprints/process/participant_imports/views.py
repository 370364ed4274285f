"""Bringing participants from a file: choose it, look at every row, say yes; then see it being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from blueprints.process.participant_imports.forms import ConfirmForm, UploadForm
from models.base import DomainError
from models.base.clock import utcnow
from models.process import Engagement, ImportRow, ImportState, Organisation, ParticipantImport, Participation, RowState, current_members
from policy.process import managed_engagements, managed_organisations
from policy.process.imports import managed_imports
from web import hx, imports
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.import_words import FAULTS, SOURCES, STATES
from web.paging import page
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("participant_imports", __name__)
SHOWN = 100  # rows on a page


@bp.get("/engagements/<int:id>/participant-imports/new")
@permits("participation.create", managed_engagements)
def new(engagement: Engagement) -> Response:
    """The form of a file."""
    return _upload(UploadForm(), engagement)


@bp.post("/engagements/<int:id>/participant-imports")
@permits("participation.create", managed_engagements)
def create(engagement: Engagement) -> Response:
    """Read a file into rows to look at."""
    form = _offering(UploadForm())
    if not form.accepts():
        return _upload(form, engagement, status=422)
    organisation = db.session.get(Organisation, int(form.organisation.data))
    try:
        imported = imports.stage(engagement, *form.read(), organisation, by=actor_or_sign_in(), now=utcnow())
    except DomainError as refusal:
        form.refuse(refusal)
        return _upload(form, engagement, status=422)
    leave_trace("participant_import.read", imported, engagement_id=engagement.id, rows=len(imported.rows))
    db.session.commit()
    return hx.see_other(url_for("participant_imports.show", id=imported.id))


@bp.get("/participant-imports/<int:id>")
@permits("participant_import.manage", managed_imports)
def show(imported: ParticipantImport) -> Response:
    """The rows before the yes, the progress after it, the result in the end."""
    return _show(ConfirmForm(), imported)


@bp.post("/participant-imports/<int:id>")
@permits("participant_import.manage", managed_imports)
def update(imported: ParticipantImport) -> Response:
    """Say yes: a short file is written at once, a long one by the worker."""
    form, now = ConfirmForm(), utcnow()
    if not form.sure_about(_cautions(imported)):
        return _show(form, imported, status=422)
    try:
        imports.begin(imported, now=now)
    except DomainError as refusal:
        form.refuse(refusal)
        return _show(form, imported, status=422)
    leave_trace("participant_import.confirmed", imported, engagement_id=imported.engagement_id, rows=imported.total)
    db.session.commit()
    return hx.see_other(url_for("participant_imports.show", id=imported.id))


@bp.post("/participant-imports/<int:id>/deletion")
@permits("participant_import.manage", managed_imports)
def destroy(imported: ParticipantImport) -> Response:
    """Forget the file; nothing of it was written."""
    try:
        imports.forget(imported, now=utcnow())
    except DomainError as refusal:
        form = ConfirmForm()
        form.refuse(refusal)
        return _show(form, imported, status=422)
    leave_trace("participant_import.dropped", imported, engagement_id=imported.engagement_id)
    db.session.commit()
    return hx.see_other(url_for("participations.index", id=imported.engagement_id), say=_("The file has been forgotten."))


def _cautions(imported: ParticipantImport) -> list[tuple[str, str]]:
    engagement = imported.engagement
    sitting = current_members(engagement).order_by(None).with_only_columns(Participation.id).subquery()
    people = (db.session.scalar(select(func.count()).select_from(sitting)) or 0) + imports.counts(imported).get(RowState.NEW, 0)
    if imported.state is not ImportState.PREVIEW or engagement.most_people is None or people <= engagement.most_people:
        return []
    said = ngettext("This would make %(num)d participant.", "This would make %(num)d participants.", people)
    return [("people", said + " " + _("Check that this is right."))]


def _offering(form: UploadForm) -> UploadForm:
    form.offer(db.session.scalars(managed_organisations(actor_or_sign_in()).order_by(Organisation.sort_key)).all())
    return form


def _upload(form: UploadForm, engagement: Engagement, status: int = 200) -> Response:
    context = {"form": _offering(form), "engagement": engagement, "most": imports.MOST_ROWS}
    return hx.render("process/participant_imports/new.html", fragment="form", status=status, **context)


def _show(form: ConfirmForm, imported: ParticipantImport, status: int = 200) -> Response:
    if imported.state is ImportState.PREVIEW and not form.is_posted():
        form.sure_about(_cautions(imported))
    rows = select(ImportRow).where(ImportRow.import_id == imported.id)
    order = (ImportRow.line, ImportRow.id)
    return hx.render(
        "process/participant_imports/show.html",
        fragment="state",
        status=status,
        form=form,
        imported=imported,
        counts=imports.counts(imported),
        page=page(rows, *order, size=SHOWN),
        faults=FAULTS,
        states=STATES,
        sources=SOURCES,
    )
