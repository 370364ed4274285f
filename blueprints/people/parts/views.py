"""Editing one part of a presentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _

from blueprints.people.parts.forms import FORMS, PartForm, filled
from models.base import DomainError
from models.people import Content, EditedMeanwhile, Supervisor
from policy.people import editable_supervisors
from web import hx, presentation_diff, presentations
from web.access import permits
from web.extensions import db
from web.presentation_editing import base_of, save

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("parts", __name__, url_prefix="/supervisors/<int:id>/parts/<name>")


@bp.get("")
@permits("supervisor.edit", editable_supervisors)
def show(supervisor: Supervisor, name: str) -> Response:
    """A part as the draft has it."""
    return _page(supervisor, _known(name), "show")


@bp.get("/edit")
@permits("supervisor.edit", editable_supervisors)
def edit(supervisor: Supervisor, name: str) -> Response:
    """The part's form."""
    draft = supervisor.draft
    return _page(supervisor, name, "form", form=filled(_known(name), draft.content.part(name), draft.number))


@bp.post("")
@permits("supervisor.edit", editable_supervisors)
def update(supervisor: Supervisor, name: str) -> Response:
    """Save the part as a new revision, or show a preview, or give the form more rows."""
    db.session.refresh(supervisor, with_for_update=True)
    form = filled(_known(name), supervisor.draft.content.part(name), supervisor.draft.number)
    if request.form.get("do") == "rows":
        form.lengthen()
        return _page(supervisor, name, "form", form=form)
    if not form.accepts():
        return _page(supervisor, name, "form", status=422, form=form)
    if request.form.get("do") == "preview":
        return _page(supervisor, name, "form", form=form, preview=form.value())
    return _save(supervisor, name, form)


def _save(supervisor: Supervisor, name: str, form: PartForm) -> Response:
    try:
        save(supervisor, name, form.value(), base=base_of(supervisor, form.base.data), looked_at=form.looked_at())
    except EditedMeanwhile as refusal:
        form.base.data = str(supervisor.draft.number)
        differing = _only_theirs(refusal.theirs.content, name, form)
        return _page(supervisor, name, "form", status=409, form=form, theirs=refusal.theirs, differing=differing)
    except DomainError as refusal:
        refusal.field = None if refusal.field == form.rows else refusal.field  # a list has no control of its own to point at
        form.refuse(refusal)
        return _page(supervisor, name, "form", status=422, form=form)
    db.session.commit()
    if hx.is_partial():
        return _page(supervisor, name, "saved", saved=True)
    return hx.see_other(url_for("supervisors.edit", id=supervisor.id, _anchor=f"part-{name}"), say=_("The draft is saved."))


def _only_theirs(theirs: Content, name: str, form: PartForm) -> list[presentation_diff.Line]:
    """What the other text says and the form does not."""
    mine = presentation_diff.lines(theirs.with_part(name, form.value(), number=0), name)
    return [line for line in presentation_diff.lines(theirs, name) if line not in mine]


def _page(supervisor: Supervisor, name: str, fragment: str, status: int = 200, **context: object) -> Response:
    given: dict[str, object] = {"form": None, "theirs": None, "preview": None, "saved": False, "differing": []} | context
    return hx.render(
        "people/parts/edit.html" if given["form"] else "people/parts/show.html",
        fragment=fragment,
        status=status,
        supervisor=supervisor,
        content=supervisor.draft.content,
        name=name,
        words=presentations,
        diff=presentation_diff,
        **given,
    )


def _known(name: str) -> str:
    if name not in FORMS:
        abort(404)
    return name
