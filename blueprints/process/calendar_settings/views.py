"""One's own calendar settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.process.calendar_settings.forms import CalendarSettingsForm
from models.base.clock import utcnow
from models.process import Titles
from web import hx
from web.access import actor_or_sign_in, signed_in
from web.calendars.choices import chosen, chosen_to_change
from web.calendars.telling import keep_person_told
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("calendar_settings", __name__, url_prefix="/calendar-settings")


@bp.get("")
@signed_in()
def edit() -> Response:
    """The form, with an example of each kind of title."""
    return _page(CalendarSettingsForm(data=CalendarSettingsForm.answers(chosen(actor_or_sign_in()))))


@bp.post("")
@signed_in()
def update() -> Response:
    """Save; calendars that have been told of meetings are told anew."""
    person, form = actor_or_sign_in(), CalendarSettingsForm()
    if not form.accepts():
        return _page(form, status=422)
    settings = chosen_to_change(person)
    if form.is_stale(settings):
        return _page(form, status=409, saved=CalendarSettingsForm(formdata=None, data=CalendarSettingsForm.answers(settings)))
    settings.titles, settings.invitations = Titles(form.titles.data), form.invitations.data
    keep_person_told(person, now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("calendar_settings.edit"), say=_("Your settings are saved."))


def _page(form: CalendarSettingsForm, status: int = 200, **context: object) -> Response:
    return hx.render("process/calendar_settings/edit.html", fragment="form", status=status, form=form, **context)
