"""The log of acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request
from sqlalchemy.orm import joinedload

from models.privacy import AuditEvent
from policy.privacy import logged_acts
from web import acts, hx, paging
from web.access import permits

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("audit_events", __name__, url_prefix="/audit-events")


@bp.get("")
@permits("audit_event.list")
def index() -> Response:
    """Acts, newest first; of one kind when asked."""
    about = request.args.get("about", "")
    query = logged_acts().options(joinedload(AuditEvent.actor).raiseload("*"), joinedload(AuditEvent.subject).raiseload("*"))
    if about in acts.NOUNS:
        query = query.where(AuditEvent.act.startswith(f"{about}.", autoescape=True))
    page = paging.page(query, AuditEvent.id, newest_first=True)
    told = [acts.tell(event) for event in page.rows]
    return hx.render("privacy/audit_events/index.html", fragment="list", page=page, told=told, nouns=acts.NOUNS, about=about)
