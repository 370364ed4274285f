"""The one row of settings."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.commerce.service_settings.forms import SettingsForm
from models.commerce.offer import settings_of
from web import hx
from web.access import permits
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("service_settings", __name__, url_prefix="/service-settings")


@bp.get("")
@permits("offer.manage")
def edit() -> Response:
    """The numbers as they are."""
    return _form(SettingsForm.of(settings_of(db.session())))


@bp.post("")
@permits("offer.manage")
def update() -> Response:
    """Change the numbers; what has been signed keeps its own."""
    form, settings = SettingsForm(), settings_of(db.session())
    if not form.accepts():
        return _form(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if form.is_stale(settings):
        return _form(form, status=HTTPStatus.CONFLICT, saved=SettingsForm.of(settings))
    form.fill(settings)
    leave_trace("service_settings.updated", settings)
    db.session.commit()
    return hx.see_other(url_for("service_settings.edit"), say=_("The numbers have been saved."))


def _form(form: SettingsForm, status: int = HTTPStatus.OK, saved: SettingsForm | None = None) -> Response:
    return hx.render("commerce/service_settings/edit.html", fragment="form", status=status, form=form, saved=saved)
