"""Writing a passage of the shared note."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.base.text import UNWRITABLE
from models.confidential.naming import mentioned
from policy.confidential import supervised_meetings
from vault import doors, reader, writer
from vault.drafts import Draft
from vault.writer import StaleText, SubjectOutside
from web import held, hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.notes import page_of
from web.opening import opening
from web.passages import PassageForm, choice, editor, same, stale_choice

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import Passage
    from models.process import Meeting

bp = Blueprint("passages", __name__)


@bp.post("/meetings/<int:id>/passages")
@permits("passage.create", supervised_meetings)
def create(meeting: Meeting) -> Response:
    """Add an empty passage and open it."""
    passage = writer.begin(db.session(), actor_or_sign_in(), meeting, now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("passages.edit", id=passage.id))


@bp.get("/passages/<int:id>/edit")
@permits("passage.edit", door=doors.editable)
def edit(passage: Passage) -> Response:
    """The editor, with the draft as it was left, a subject's own words, or what was typed when the sign-in lapsed."""
    with opening() as session:
        draft = writer.open_draft(session, actor_or_sign_in(), passage, now=utcnow())
    typed = held.offered()
    form, mine = PassageForm.of(passage, draft), Draft("".join(typed.get("text", [])[:1]), _ids(typed.get("subjects", [])))
    if mine.text.strip() and not same(mine, draft):
        return choice(form, form.conflict(mine, draft, passage.version, lapsed=True))
    suggested = reader.suggestion(db.session(), actor_or_sign_in(), passage, request.args.get("suggestion", type=int))
    if suggested is not None:
        form.text.data = suggested.text
    return editor(form, suggested_by=suggested.name if suggested else None)


def _ids(values: list[str]) -> tuple[int, ...]:
    return tuple(int(value) for value in values if value.isascii() and value.isdecimal())


@bp.post("/passages/<int:id>")
@permits("passage.edit", door=doors.editable)
def update(passage: Passage) -> Response:
    """Save the passage: a new version, of which its subjects can then be asked."""
    form = PassageForm(passage)
    if not form.accepts():
        return editor(form, status=422)
    draft = form.draft()
    untagged = [p for p in mentioned(draft.text, form.people) if p.id not in draft.subjects]
    match request.form.get("named"):
        case "tag":
            draft = replace(draft, subjects=(*draft.subjects, *(p.id for p in untagged)))
        case answer if untagged and answer != "leave":
            names = ", ".join(p.name for p in untagged)
            form.subjects.errors = [_("Named in the text but not chosen here: %(names)s", names=names)]
            return editor(form, status=422, untagged=untagged)
    return _publish(form, draft, form.version.data or 0)


def _publish(form: PassageForm, draft: Draft, version: int) -> Response:
    passage = form.passage
    try:
        writer.publish(db.session(), actor_or_sign_in(), passage, draft, version=version, now=utcnow())
    except StaleText as stale:
        if same(stale.theirs, draft):
            return _publish(form, draft, stale.version)
        db.session.commit()  # theirs was opened for showing, and that leaves a trace
        return stale_choice(form, stale)
    except (*UNWRITABLE, SubjectOutside) as refusal:
        form.refuse(refusal)
        return editor(form, status=422)
    held.settle()
    db.session.commit()
    return hx.see_other(page_of(passage.meeting, f"passage-{passage.id}"), say=_("The passage was saved."))
