"""Serving portraits, and changing one's portrait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app, make_response, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, or_

from blueprints.people.photos.forms import PhotoForm
from gateways import photos
from gateways.photo_folder import NAME, SHOWN, PhotoFolder
from models.base import DomainError
from models.base.clock import utcnow
from models.people import EditedMeanwhile, Photo, Supervisor
from models.people.supervisor_parts import Portrait
from policy.people import editable_supervisors
from web import hx, presentations
from web.access import actor_or_sign_in, current_person, permits, public
from web.extensions import db
from web.presentation_editing import base_of, save
from web.presentations import directory

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("photos", __name__)
CSP = "default-src 'none'; sandbox; frame-ancestors 'none'"
AN_HOUR = 3_600
# A photo straight from a camera is read whole, so that the answer can name its size beside the field.
ROOM = 40 * 2**20


@bp.url_value_preprocessor
def make_room(_endpoint: str | None, _values: object) -> None:
    """Before the guard reads the form: a photo may be larger than other forms."""
    request.max_content_length = ROOM


@bp.get("/photos/<name>/<size>")
@public()
def show(name: str, size: str) -> Response:
    """A portrait's file: to everybody when it is published, to those who edit the presentation always."""
    if not NAME.fullmatch(name) or size not in SHOWN:
        abort(404)
    if db.session.scalar(_open_to_reader(name).with_only_columns(Supervisor.id)) is None:
        abort(404)
    try:
        response = make_response(_folder().path(name, size).read_bytes())
    except FileNotFoundError:
        abort(404)  # a database put back without its files
    response.mimetype = "image/webp"
    response.headers["Content-Security-Policy"] = CSP
    response.headers["Cache-Control"] = f"private, max-age={AN_HOUR}"
    return response


@bp.get("/supervisors/<int:id>/photo/edit")
@permits("supervisor.edit", editable_supervisors)
def edit(supervisor: Supervisor) -> Response:
    """The portrait and its form."""
    form = PhotoForm(obj=supervisor.draft.content.portrait)
    form.base.data = str(supervisor.draft.number)
    return _page(supervisor, form)


@bp.post("/supervisors/<int:id>/photo")
@permits("supervisor.edit", editable_supervisors)
def update(supervisor: Supervisor) -> Response:
    """Save the portrait as a new revision of the draft."""
    db.session.refresh(supervisor, with_for_update=True)
    form = PhotoForm()
    if not form.accepts():
        return _page(supervisor, form, status=422)
    try:
        portrait = form.portrait(_cropped(supervisor, form) or supervisor.draft.content.portrait.name)
        save(supervisor, "portrait", portrait, base=base_of(supervisor, form.base.data))
    except EditedMeanwhile as refusal:
        form.base.data = str(supervisor.draft.number)
        form.refuse(refusal)
        return _page(supervisor, form, status=409)
    except DomainError as refusal:
        refusal.field = refusal.field or "photo"
        form.refuse(refusal)
        return _page(supervisor, form, status=422)
    db.session.commit()
    return hx.see_other(url_for("photos.edit", id=supervisor.id), say=_("The photo is saved in the draft."))


@bp.post("/supervisors/<int:id>/photo/deletion")
@permits("supervisor.edit", editable_supervisors)
def destroy(supervisor: Supervisor) -> Response:
    """Take the portrait out of the draft."""
    db.session.refresh(supervisor, with_for_update=True)
    save(supervisor, "portrait", Portrait(), base=supervisor.draft)
    db.session.commit()
    return hx.see_other(url_for("supervisors.edit", id=supervisor.id), say=_("The photo was taken out of the draft."))


def _cropped(supervisor: Supervisor, form: PhotoForm) -> str | None:
    """The name of new files: of a new photo, or of the present one around another point; None when neither is asked for."""
    present, data = supervisor.draft.content.portrait, form.file()
    if data is None and present.name and (form.x.data, form.y.data) != (present.x, present.y):
        data = _folder().whole(present.name)
    if data is None:
        return None
    name = _folder().keep(photos.prepare(data, focus=form.focus))
    db.session.add(Photo(name=name, supervisor_id=supervisor.id, added_by_id=actor_or_sign_in().id, added_at=utcnow()))
    return name


def _page(supervisor: Supervisor, form: PhotoForm, status: int = 200) -> Response:
    return hx.render(
        "people/photos/edit.html", status=status, supervisor=supervisor, content=supervisor.draft.content, form=form, words=presentations
    )


def _open_to_reader(name: str) -> Select[Supervisor]:
    """The presentation that shows this portrait to the reader, or whose editor the reader is."""
    person = current_person()
    if person is None:
        return directory().where(Supervisor.portrait == name)
    mine = editable_supervisors(person).join(Photo, Photo.supervisor_id == Supervisor.id).where(Photo.name == name)
    return directory().where(or_(Supervisor.portrait == name, Supervisor.id.in_(mine.with_only_columns(Supervisor.id))))


def _folder() -> PhotoFolder:
    return PhotoFolder(current_app.config["PEILI"].photos_dir)
