"""Recording credentials is an administrator's; supervisors see their own."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blueprints.people.credentials.forms import CredentialForm
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.people import Credential, Supervisor
from policy.people import editable_supervisors, visible_credentials
from web import hx, presentations
from web.access import permits
from web.extensions import db
from web.presentation_editing import record

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("credentials", __name__)


@bp.get("/supervisors/<int:id>/credentials")
@permits("credential.see", editable_supervisors)
def index(supervisor: Supervisor) -> Response:
    """All credentials of a supervisor, verified or not, in force or not."""
    query = select(Credential).where(Credential.person_id == supervisor.person_id, Credential.removed_at.is_(None))
    query = query.order_by(Credential.kind, Credential.id).options(joinedload(Credential.verified_by))
    return hx.render(
        "people/credentials/index.html",
        supervisor=supervisor,
        credentials=db.session.scalars(query).all(),
        today=to_local(utcnow()).date(),
        words=presentations,
    )


@bp.get("/supervisors/<int:id>/credentials/new")
@permits("credential.edit", editable_supervisors)
def new(supervisor: Supervisor) -> Response:
    """The form of a new credential."""
    return _form(supervisor, CredentialForm())


@bp.post("/supervisors/<int:id>/credentials")
@permits("credential.edit", editable_supervisors)
def create(supervisor: Supervisor) -> Response:
    """Record a credential; it counts once somebody has verified it."""
    form = CredentialForm()
    if not form.accepts():
        return _form(supervisor, form, status=422)
    credential = Credential(person=supervisor.person)
    credential.restate(form.facts())
    db.session.add(credential)
    db.session.flush()
    record("credential.recorded", supervisor, at=utcnow(), credential=credential.id)
    db.session.commit()
    return hx.see_other(
        url_for("credentials.index", id=supervisor.id), say=_("The credential is recorded. Verify it when you have seen the certificate.")
    )


@bp.get("/credentials/<int:id>/edit")
@permits("credential.edit", visible_credentials)
def edit(credential: Credential) -> Response:
    """The form of a credential."""
    return _form(presentations.of(credential), CredentialForm(obj=credential), credential)


@bp.post("/credentials/<int:id>")
@permits("credential.edit", visible_credentials)
def update(credential: Credential) -> Response:
    """Change what the credential says; a change undoes the verification."""
    form, supervisor = CredentialForm(), presentations.of(credential)
    if not form.accepts():
        return _form(supervisor, form, credential, status=422)
    if form.version.data != credential.version:
        form.version.data, form.version.raw_data = credential.version, None
        return _form(supervisor, form, credential, status=HTTPStatus.CONFLICT)
    credential.restate(form.facts())
    record("credential.changed", supervisor, at=utcnow(), credential=credential.id)
    db.session.commit()
    return hx.see_other(url_for("credentials.index", id=supervisor.id), say=_("The credential is saved."))


@bp.post("/credentials/<int:id>/deletion")
@permits("credential.edit", visible_credentials)
def destroy(credential: Credential) -> Response:
    """Remove a credential."""
    supervisor, now = presentations.of(credential), utcnow()
    credential.remove(now=now)
    record("credential.removed", supervisor, at=now, credential=credential.id)
    db.session.commit()
    return hx.see_other(url_for("credentials.index", id=supervisor.id), say=_("The credential was removed."))


def _form(supervisor: Supervisor, form: CredentialForm, credential: Credential | None = None, status: int = 200) -> Response:
    template = "people/credentials/edit.html"
    return hx.render(
        template,
        fragment="form",
        status=status,
        supervisor=supervisor,
        form=form,
        credential=credential,
        stale=status == HTTPStatus.CONFLICT,
        words=presentations,
    )
