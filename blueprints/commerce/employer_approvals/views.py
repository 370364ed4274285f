"""What an employer finds behind the link. Looking approves nothing; the answer is a POST, and no reason is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.open_group import NothingChosen
from models.people import LinkPurpose
from web import hx, links
from web.access import public
from web.commerce import approvals
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

    from models.commerce.quote import EmployerApproval

bp = Blueprint("employer_approvals", __name__, url_prefix="/employer-approvals")
YES, NO = "approved", "refused"


@bp.get("/<token>")
@public()
def show(token: str) -> Response:
    """The form, the dates and the price."""
    return _page(token, approvals.asked_by(links.opened(token, LinkPurpose.APPROVAL).object_id))


@bp.post("/<token>")
@public()
def update(token: str) -> Response:
    """Yes or no."""
    link, now = links.opened(token, LinkPurpose.APPROVAL), utcnow()
    approval, answer = approvals.asked_by(link.object_id), request.form.get("answer")
    if answer not in {YES, NO}:
        return _page(token, approval, NothingChosen())
    try:
        approvals.answer(approval, yes=answer == YES, now=now)
    except DomainError as refusal:
        db.session.rollback()
        return _page(token, approval, refusal)
    links.spend(link, now=now)
    db.session.commit()
    return hx.see_other(url_for("acknowledgements.show", name=answer))


def _page(token: str, approval: EmployerApproval, refusal: DomainError | None = None) -> Response:
    said = sentence(refusal) if refusal else None
    asked = approvals.question(approval)
    return hx.render("commerce/employer_approvals/show.html", status=422 if refusal else 200, token=token, asked=asked, refusal=said)
