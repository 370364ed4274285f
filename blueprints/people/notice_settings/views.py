"""One's own choice of mails. What carries a duty or a link one has asked for comes whatever is chosen."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.people.notice_settings.forms import EXPLAINED, NoticeForm, kinds_of
from models.base import DomainError
from models.people.notification import NoticeSettings, decline, declined
from web import hx
from web.access import actor_or_sign_in, signed_in
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.people import Person

bp = Blueprint("notice_settings", __name__, url_prefix="/notice-settings")


@bp.get("")
@signed_in()
def edit() -> Response:
    """The switches as they stand."""
    person = actor_or_sign_in()
    return _page(person, _saved(person))


@bp.post("")
@signed_in()
def update() -> Response:
    """Save all of them."""
    person, form = actor_or_sign_in(), NoticeForm()
    settings, kinds = NoticeSettings.of(db.session(), person), set(kinds_of(person))
    if not form.accepts():
        return _page(person, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if form.is_stale(settings):
        return _page(person, form, status=HTTPStatus.CONFLICT, saved=_saved(person))
    try:
        settings.keep_quiet(form.quiet_hours)
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(person, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    settings.save(db.session())
    decline(db.session(), person, form.declined(kinds), among=kinds)
    db.session.commit()
    return hx.see_other(url_for("notice_settings.edit"), say=_("Your choice of mails is saved."))


def _saved(person: Person) -> NoticeForm:
    return NoticeForm.of(NoticeSettings.of(db.session(), person), declined(db.session(), person))


def _page(person: Person, form: NoticeForm, status: int = HTTPStatus.OK, saved: NoticeForm | None = None) -> Response:
    return hx.render(
        "people/notice_settings/edit.html",
        fragment="form",
        status=status,
        form=form,
        saved=saved,
        kinds=[(form[kind.value], EXPLAINED[kind]) for kind in kinds_of(person)],
    )
