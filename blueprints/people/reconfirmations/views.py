"""Opening confidential texts again, through the address that the owner had before an administrator touched the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.people import LinkPurpose
from web import hx, links
from web.access import public
from web.account_log import log
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("reconfirmations", __name__, url_prefix="/reconfirmations")


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
