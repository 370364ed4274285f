"""A forgotten password: ask for a link, open it, choose a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.people.password_resets.forms import RequestForm
from models.base.clock import utcnow
from models.base.email import EmailAddress
from models.people import LinkPurpose, SingleUseLink
from web import accounts, hx, links, resets
from web.access import public
from web.extensions import db
from web.password_fields import ChooseForm
from web.passwords import PasswordRefused

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("password_resets", __name__, url_prefix="/password-resets")


@bp.get("/new")
@public()
def new() -> Response:
    """Whose password was forgotten."""
    return hx.render("people/password_resets/new.html", fragment="form", form=RequestForm())


@bp.post("")
@public()
def create() -> Response:
    """Note the request: known or unknown, throttled or not, every address gets this answer."""
    form = RequestForm()
    if not form.accepts():
        return hx.render("people/password_resets/new.html", fragment="form", status=422, form=form)
    resets.ask(EmailAddress.parse(form.email.data).key, now=utcnow())
    db.session.commit()
    return hx.see_other(
        url_for("sessions.new"), say=_("If the address has an account, a link is on its way to it. The link works for an hour.")
    )


@bp.get("/<token>")
@public()
def edit(token: str) -> Response:
    """The form for a new password. Looking changes nothing."""
    return _page(links.opened(token, LinkPurpose.PASSWORD_RESET), token, ChooseForm())


@bp.post("/<token>")
@public()
def update(token: str) -> Response:
    """Set the new password; every other sign-in ends."""
    link, form = links.opened(token, LinkPurpose.PASSWORD_RESET), ChooseForm()
    if form.accepts():
        try:
            accounts.choose_password(link.person, form.password.data or "", now=utcnow(), link=link)
        except PasswordRefused as refusal:
            form.refuse(refusal)
        else:
            accounts.tell_changed(link.person)
            db.session.commit()
            return hx.see_other(url_for("days.show"), say=_("Your password was changed. Your other sign-ins were ended."))
    return _page(link, token, form, status=422)


def _page(link: SingleUseLink, token: str, form: ChooseForm, status: int = 200) -> Response:
    return hx.render("people/password_resets/edit.html", fragment="form", status=status, person=link.person, token=token, form=form)
