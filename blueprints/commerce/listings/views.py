"""Publishing an open group, and closing it for applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.commerce.group_process import plan_engagement
from models.commerce.open_group import OpenGroup
from models.people import Credential, qualified_supervisors
from models.process.booking import coming
from policy.commerce.groups import managed_groups
from web import hx
from web.access import actor_or_sign_in, permits
from web.calendars.telling import keep_told
from web.commerce import groups
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("listings", __name__, url_prefix="/open-groups/<int:id>/listing")


@bp.post("")
@permits("open_group.manage", managed_groups)
def create(group: OpenGroup) -> Response:
    """Take applications; the group's process is planned."""
    try:
        _publish(group)
    except DomainError as refusal:
        db.session.rollback()
        return groups.refused(group.id, refusal)
    db.session.commit()
    return hx.see_other(url_for("open_groups.show", id=group.id), say=_("The group is published. Anybody may apply."))


@bp.post("/deletion")
@permits("open_group.manage", managed_groups)
def destroy(group: OpenGroup) -> Response:
    """Take no further applications."""
    try:
        group.close()
    except DomainError as refusal:
        db.session.rollback()
        return groups.refused(group.id, refusal)
    leave_trace("open_group.closed", group)
    db.session.commit()
    return hx.see_other(url_for("open_groups.show", id=group.id), say=_("The group takes no further applications."))


def _publish(group: OpenGroup) -> None:
    now = utcnow()
    group.publish(now=now)
    supervisor = qualified_supervisors(to_local(now).date()).where(Credential.person_id == group.supervisor_id)
    qualified = db.session.scalar(supervisor.limit(1)) is not None
    engagement = plan_engagement(db.session(), group, qualified=qualified, by=actor_or_sign_in(), now=now)
    keep_told(db.session.scalars(coming(engagement, now)), now=now)
    leave_trace("open_group.published", group, engagement_id=group.engagement_id)
