"""Reporting a reading that one does not recognise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select

from models.base.clock import utcnow
from models.people import Person, Role, RoleGrant
from models.privacy import AuditEvent
from vault import reads
from web import hx, mail
from web.access import actor_or_sign_in, permits
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from vault.reads import Opening

bp = Blueprint("read_reports", __name__, url_prefix="/reads/<int:id>/reports")


@bp.post("")
@permits("read.report", door=reads.one)
def create(opening: Opening) -> Response:
    """Tell the data protection officers which reading it is; the mail names nobody."""
    actor = actor_or_sign_in()
    for officer in db.session.scalars(_officers()):
        mail.send(officer, "privacy/mail/read_report", number=opening.id)
    db.session.add(AuditEvent(at=utcnow(), actor_id=actor.id, act="read.reported", object_type="read", object_id=opening.id))
    db.session.commit()
    return hx.see_other(url_for("reads.index"), say=_("The data protection officer was told. They will contact you."))


def _officers() -> Select[Person]:
    granted = select(RoleGrant.person_id).where(RoleGrant.role == Role.DPO, RoleGrant.revoked_at.is_(None))
    return select(Person).where(Person.id.in_(granted), Person.deactivated_at.is_(None))
