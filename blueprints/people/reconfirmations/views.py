"""Opening confidential texts again, through the address that the owner had before an administrator touched the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.people import LinkPurpose
from models.people.throttle import PAIR
from web import hx, links, throttling
from web.access import actor_or_sign_in, public, signed_in
from web.account_log import log
from web.closing import ask_owner
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("reconfirmations", __name__, url_prefix="/reconfirmations")


@bp.get("/new")
@signed_in()
def new() -> Response:
    """Why the account opens no texts, and a way to get the letter again."""
    return hx.render("people/reconfirmations/new.html", person=actor_or_sign_in(), refusal="")


@bp.post("")
@signed_in()
def create() -> Response:
    """Send the letter again, to the address that was in force before anybody touched the account."""
    person, now = actor_or_sign_in(), utcnow()
    try:
        throttling.claim([throttling.key("reconfirmation", str(person.id), PAIR)], now=now)
    except throttling.TooSoon as refusal:
        return hx.render("people/reconfirmations/new.html", status=422, person=person, refusal=sentence(refusal))
    if person.texts_closed:
        ask_owner(person, "people/mail/texts_closed", now=now)
        db.session.commit()
    return hx.see_other(url_for("reconfirmations.new"), say=_("The letter is on its way."))


@bp.get("/<token>")
@public()
def edit(token: str) -> Response:
    """What was changed, and the button that says it is right. Looking opens nothing."""
    link = links.opened(token, LinkPurpose.RECONFIRMATION)
    return hx.render("people/reconfirmations/edit.html", fragment="form", person=link.person, token=token)


@bp.post("/<token>")
@public()
def update(token: str) -> Response:
    """Open the texts."""
    link, now = links.opened(token, LinkPurpose.RECONFIRMATION), utcnow()
    links.spend(link, now=now)
    link.person.reopen_texts()
    log("texts.reopened", link.person, link.person, now=now)
    db.session.commit()
    return hx.see_other(url_for("sessions.new"), say=_("Thank you. The confidential texts are open to your account again."))
