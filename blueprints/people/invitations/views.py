"""Inviting somebody, and taking the account into use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.people import LinkPurpose, Person, SingleUseLink
from policy.people import managed_people
from web import accounts, hx, links
from web.access import actor_or_sign_in, permits, public
from web.extensions import db
from web.password_fields import ChooseForm
from web.passwords import PasswordRefused

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("invitations", __name__)


@bp.post("/people/<int:id>/invitations")
@permits("person.invite", managed_people)
def create(person: Person) -> Response:
    """Send a fresh invitation; earlier ones stop working."""
    accounts.invite(person, actor_or_sign_in(), now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("people.show", id=person.id), say=_("The invitation is on its way."))


@bp.get("/invitations/<token>")
@public()
def edit(token: str) -> Response:
    """Who is invited, and the form for a password. Looking accepts nothing."""
    return _page(links.opened(token, LinkPurpose.INVITATION), token, ChooseForm())


@bp.post("/invitations/<token>")
@public()
def update(token: str) -> Response:
    """Take the account into use."""
    link, form = links.opened(token, LinkPurpose.INVITATION), ChooseForm()
    if form.accepts():
        try:
            accounts.choose_password(link.person, form.password.data or "", now=utcnow(), link=link)
        except PasswordRefused as refusal:
            form.refuse(refusal)
        else:
            db.session.commit()
            return hx.see_other(url_for("days.show"), say=_("Welcome. Your account is in use."))
    return _page(link, token, form, status=422)


def _page(link: SingleUseLink, token: str, form: ChooseForm, status: int = 200) -> Response:
    return hx.render("people/invitations/edit.html", fragment="form", status=status, person=link.person, token=token, form=form)
