"""Changing one's own password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.people.passwords.forms import ChangeForm
from models.base.clock import utcnow
from web import accounts, hx
from web.access import actor_or_sign_in, signed_in
from web.authentication import PasswordWrong, confirm
from web.extensions import db
from web.passwords import PasswordRefused
from web.throttling import TooSoon

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("passwords", __name__, url_prefix="/password")


@bp.get("/edit")
@signed_in()
def edit() -> Response:
    """The form."""
    return _page(ChangeForm())


@bp.post("")
@signed_in()
def update() -> Response:
    """Change it; every other sign-in ends, and this one gets a new token."""
    person, form, now = actor_or_sign_in(), ChangeForm(), utcnow()
    if form.accepts():
        try:
            confirm(person, form.current.data or "", now=now)
            accounts.choose_password(person, form.password.data or "", now=now)
        except (PasswordWrong, PasswordRefused, TooSoon) as refusal:
            form.refuse(refusal)
            db.session.commit()
        else:
            accounts.tell_changed(person)
            db.session.commit()
            return hx.see_other(url_for("settings.edit"), say=_("Your password was changed. Your other sign-ins were ended."))
    return _page(form, status=422)


def _page(form: ChangeForm, status: int = 200) -> Response:
    return hx.render("people/passwords/edit.html", fragment="form", status=status, form=form)
