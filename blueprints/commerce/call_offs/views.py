"""Calling an open group off, after a look at whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.open_group import OpenGroup
from policy.commerce.groups import managed_groups
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import groups, seats
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("call_offs", __name__, url_prefix="/open-groups/<int:id>/call-offs")


@bp.get("/new")
@permits("open_group.manage", managed_groups)
def new(group: OpenGroup) -> Response:
    """How many people it concerns."""
    concerned = [application for application in group.applications if application.is_open]
    return hx.render("commerce/call_offs/new.html", group=group, concerned=len(concerned))


@bp.post("")
@permits("open_group.manage", managed_groups)
def create(group: OpenGroup) -> Response:
    """Call it off, and tell everybody who applied."""
    try:
        seats.call_off(group, actor_or_sign_in(), now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        return groups.refused(group.id, refusal)
    db.session.commit()
    return hx.see_other(url_for("open_groups.show", id=group.id), say=_("The group has been called off. Everybody who applied is told."))
