"""Keeping what is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.base.text import UNWRITABLE
from vault import doors, writer
from vault.writer import StaleText, SubjectOutside
from web import autosave, held, hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.passages import PREFIX, PassageForm, editor, same, stale_choice

if TYPE_CHECKING:
    from flask import Response

    from models.base import DomainError
    from models.confidential import Passage

bp = Blueprint("passage_drafts", __name__)


@bp.post("/passages/<int:id>/draft")
@permits("passage.edit", door=doors.editable)
def update(passage: Passage) -> Response:
    """Save the draft, as it is typed or at a press; what was saved elsewhere meanwhile is never overwritten."""
    form = PassageForm(passage)
    if not form.accepts():
        return editor(form, status=422)
    try:
        writer.save_draft(db.session(), actor_or_sign_in(), passage, form.draft(), version=form.version.data or 0, now=utcnow())
    except StaleText as stale:
        db.session.commit()  # theirs was opened for showing, and that leaves a trace
        return _saved(passage) if same(form.draft(), stale.theirs) else _stale(form, stale)
    except (*UNWRITABLE, SubjectOutside) as refusal:
        return _refused(form, refusal)
    held.settle()
    db.session.commit()
    return _saved(passage)


def _saved(passage: Passage) -> Response:
    if hx.is_partial():
        return autosave.saved(PREFIX, passage.version, passage.draft_saved_at)
    return hx.see_other(url_for("passages.edit", id=passage.id), say=_("The draft was saved."))


def _stale(form: PassageForm, stale: StaleText) -> Response:
    if hx.is_partial():
        return autosave.stale(PREFIX, form.conflict(form.draft(), stale.theirs, stale.version))
    return stale_choice(form, stale)


def _refused(form: PassageForm, refusal: DomainError) -> Response:
    if hx.is_partial():
        return autosave.refused(PREFIX, refusal)
    form.refuse(refusal)
    return editor(form, status=422)
