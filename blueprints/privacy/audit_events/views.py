"""The log of acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from sqlalchemy.orm import joinedload

from models.privacy import AuditEvent
from policy.privacy import logged_acts
from web import hx, paging
from web.access import permits

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("audit_events", __name__, url_prefix="/audit-events")


@bp.get("")
@permits("audit_event.list")
def index() -> Response:
    """Acts, newest first."""
    query = logged_acts().options(joinedload(AuditEvent.actor), joinedload(AuditEvent.subject))
    return hx.render("privacy/audit_events/index.html", fragment="list", page=paging.page(query, AuditEvent.id, newest_first=True))
