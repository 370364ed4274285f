"""A meeting's notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort
from flask_babel import gettext as _

from blueprints.confidential.notes.forms import WorkingNoteForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.text import UNWRITABLE
from models.confidential import NoteKind
from policy.confidential import noted_meetings, supervised_meetings
from vault import notes
from vault.notes import OpenNote, StaleNote
from web import autosave, held, hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.notes import WorkingNotePage, conflict_of, page_of, shared_note_of, working_notes_of
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

    from models.process import Meeting

bp = Blueprint("notes", __name__, url_prefix="/meetings/<int:id>")
bp.add_app_template_global(shared_note_of)
bp.add_app_template_global(working_notes_of)


@bp.get("/note")
@permits("note.show", noted_meetings)
def show(meeting: Meeting) -> Response:
    """The shared note, which an open page fetches again."""
    return hx.render("confidential/notes/show.html", fragment="note", meeting=meeting, meeting_url=page_of(meeting))


@bp.post("/notes/<any(own, pair):kind>")
@permits("note.write", supervised_meetings)
def update(meeting: Meeting, kind: str) -> Response:
    """Save a working note, as it is typed or at a press; what was saved elsewhere meanwhile is never overwritten."""
    form = WorkingNoteForm()
    if not form.accepts():
        abort(400)
    text, version = form.text(kind), form.version.data or 0
    try:
        note = notes.save_note(db.session(), actor_or_sign_in(), meeting, NoteKind(kind), text, version=version, now=utcnow())
    except StaleNote as stale:
        if stale.theirs.strip() != text.strip():
            return _stale(meeting, NoteKind(kind), text, stale)
        note = OpenNote(text, stale.version, utcnow())
    except UNWRITABLE as refusal:
        return _refused(meeting, NoteKind(kind), text, version, refusal)
    held.settle()
    db.session.commit()
    if hx.is_partial():
        return autosave.saved(f"{kind}-note", note.version, note.saved_at)
    return hx.see_other(page_of(meeting, f"{kind}-note"), say=_("The note was saved."))


def _stale(meeting: Meeting, kind: NoteKind, text: str, stale: StaleNote) -> Response:
    conflict = conflict_of(meeting, kind, text, stale.theirs, stale.version)
    if hx.is_partial():
        return autosave.stale(f"{kind}-note", conflict)
    return _page(meeting, WorkingNotePage(kind, OpenNote(stale.theirs, stale.version), conflict=conflict), 409)


def _refused(meeting: Meeting, kind: NoteKind, text: str, version: int, refusal: DomainError) -> Response:
    if hx.is_partial():
        return autosave.refused(f"{kind}-note", refusal)
    return _page(meeting, WorkingNotePage(kind, OpenNote(version=version), typed=text, error=sentence(refusal)), 422)


def _page(meeting: Meeting, working: WorkingNotePage, status: int) -> Response:
    return hx.render("confidential/notes/edit.html", status=status, meeting=meeting, meeting_url=page_of(meeting), working=working)
