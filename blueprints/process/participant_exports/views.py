"""Who takes part as CSV or XLSX. What an account manager exports can be imported again unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from models.people import Role
from models.process import Engagement, Participation, current_members
from policy.process import visible_engagements
from web import downloads
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.words import STANDINGS

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("participant_exports", __name__)


@bp.get("/engagements/<int:id>/participant-exports/<any(csv, xlsx):kind>")
@permits("participation.export", visible_engagements)
def show(engagement: Engagement, kind: str) -> Response:
    """Names and parts, to account managers with address and language."""
    addresses = actor_or_sign_in().has(Role.ACCOUNT_MANAGER)
    members = db.session.scalars(current_members(engagement).options(joinedload(Participation.person))).all()
    headings = [_("Name"), _("Part in this engagement")] + ([_("E-mail"), _("Language of mails")] if addresses else [])
    return downloads.table("participants", kind, _("Participants"), headings, [_cells(member, addresses=addresses) for member in members])


def _cells(member: Participation, *, addresses: bool) -> list[str]:
    person = member.person
    return [person.name, str(STANDINGS[member.standing])] + ([person.email, person.language] if addresses else [])
