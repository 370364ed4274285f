"""One's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from blueprints.people.settings.forms import SettingsForm
from models.people import Theme
from web import hx
from web.access import actor_or_sign_in, signed_in
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("settings", __name__, url_prefix="/settings")


@bp.get("")
@signed_in()
def edit() -> Response:
    """The form, and the ways to one's password, address and devices."""
    person = actor_or_sign_in()
    return _page(SettingsForm(data={"language": person.language, "theme": person.theme.value, "shortcuts": person.shortcuts}))


@bp.post("")
@signed_in()
def update() -> Response:
    """Save; the answer is already in the language that was chosen."""
    person, form = actor_or_sign_in(), SettingsForm()
    if not form.accepts():
        return _page(form, status=422)
    person.language, person.theme, person.shortcuts = form.language.data, Theme(form.theme.data), form.shortcuts.data
    db.session.commit()
    with force_locale(person.language):
        return hx.see_other(url_for("settings.edit"), say=_("Your settings are saved."))


def _page(form: SettingsForm, status: int = 200) -> Response:
    return hx.render("people/settings/edit.html", fragment="form", status=status, form=form)
