"""An engagement's agreements, for whom they exist: several where people pay for their seats one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.commerce.agreement import Agreement
from models.process import Engagement
from policy.commerce.agreements import visible_agreements
from policy.process import visible_engagements
from web import hx, parts
from web.access import actor_or_sign_in, current_person, permits
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("engagement_agreements", __name__, url_prefix="/engagements/<int:id>/agreements")


def _has_any(engagement: Engagement) -> bool:
    actor = current_person()
    mine = visible_agreements(actor).where(Agreement.engagement_id == engagement.id) if actor else None
    return mine is not None and bool(db.session.scalar(select(mine.exists())))


parts.engagement_tab(50, "engagement_agreements.index", lambda: _("Agreement"), _has_any)


@bp.get("")
@permits("engagement.show", visible_engagements)
def index(engagement: Engagement) -> Response:
    """Those that the person has a part in."""
    query = visible_agreements(actor_or_sign_in()).where(Agreement.engagement_id == engagement.id).order_by(Agreement.id)
    loaded = query.options(joinedload(Agreement.organisation), selectinload(Agreement.versions))
    agreements = db.session.scalars(loaded).all()
    return hx.render("commerce/engagement_agreements/index.html", engagement=engagement, agreements=agreements)
