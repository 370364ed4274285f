"""What somebody asked to go on finds behind the link. Looking accepts nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for

from models.base import DomainError
from models.base.clock import utcnow
from models.people import LinkPurpose
from web import hx, links
from web.access import public
from web.commerce import continuing
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("continuation_invitations", __name__, url_prefix="/continuation-invitations")


@bp.get("/<token>")
@public()
def show(token: str) -> Response:
    """What follows, and what goes along."""
    return _page(token, links.opened(token, LinkPurpose.CONTINUATION).object_id)


@bp.post("/<token>")
@public()
def update(token: str) -> Response:
    """Go on, or not."""
    link, now, answer = links.opened(token, LinkPurpose.CONTINUATION), utcnow(), request.form.get("answer")
    try:
        links.spend(link, now=now)
        continuing.answer_by(continuing.asked_by(link.object_id), answer, now=now)
    except DomainError as refusal:
        db.session.rollback()
        return _page(token, link.object_id, refusal)
    db.session.commit()
    return hx.see_other(url_for("acknowledgements.show", name=answer))


def _page(token: str, key: int | None, refusal: DomainError | None = None) -> Response:
    said = sentence(refusal) if refusal else None
    asked = continuing.asked_by(key)
    template = "commerce/continuation_invitations/show.html"
    return hx.render(template, status=422 if refusal else 200, token=token, asked=asked, refusal=said)
