"""Moving one's own account to a new address: asked for with the password, done by a link that only the new address gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.people.address_changes.forms import AddressForm
from models.base.clock import utcnow
from models.people import AddressChange, LinkPurpose, SingleUseLink
from web import addresses, hx, links
from web.access import actor_or_sign_in, public, signed_in
from web.authentication import PasswordWrong, confirm
from web.extensions import db
from web.throttling import TooSoon

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("address_changes", __name__, url_prefix="/address-changes")


@bp.get("/new")
@signed_in()
def new() -> Response:
    """The form."""
    return _form(AddressForm())


@bp.post("")
@signed_in()
def create() -> Response:
    """Send the link. An address that somebody else has gets none, and the answer is the same."""
    person, form, now = actor_or_sign_in(), AddressForm(), utcnow()
    if form.accepts():
        try:
            confirm(person, form.current.data or "", now=now)
        except (PasswordWrong, TooSoon) as refusal:
            form.refuse(refusal)
        else:
            addresses.ask_change(person, form.email.data or "", now=now)
            db.session.commit()
            return hx.see_other(
                url_for("settings.edit"), say=_("Open the link that we sent to the new address. Until then the old one is in force.")
            )
    return _form(form, status=422)


@bp.get("/<token>")
@public()
def edit(token: str) -> Response:
    """Which address is taken into use. Looking changes nothing."""
    link = links.opened(token, LinkPurpose.ADDRESS_CHANGE)
    return hx.render("people/address_changes/edit.html", change=_change(link), token=token)


@bp.post("/<token>")
@public()
def update(token: str) -> Response:
    """Take the new address into use and tell the old one."""
    link = links.opened(token, LinkPurpose.ADDRESS_CHANGE)
    addresses.carry_out(_change(link), link, now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("sessions.new"), say=_("The new address is in use."))


def _change(link: SingleUseLink) -> AddressChange:
    return db.session.get_one(AddressChange, link.object_id)


def _form(form: AddressForm, status: int = 200) -> Response:
    return hx.render("people/address_changes/new.html", fragment="form", status=status, form=form)
