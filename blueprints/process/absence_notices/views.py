"""One press says that one cannot come, another that one can after all. No reason is asked for, and it costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.people.notification import NoticeKind
from models.process import Meeting, absence
from policy.process import own_sittings
from web import hx, mail
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.refusals import sentence
from web.trail import leave_trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

bp = Blueprint("absence_notices", __name__)


@bp.post("/meetings/<int:id>/absence-notices")
@permits("absence.tell", own_sittings)
def create(meeting: Meeting) -> Response:
    """Say that one will not come; the supervisors are told, and the swap stands ready."""
    return _saved(meeting, absence.tell, "told", _("You are not expected at this meeting. Somebody else can come in your place."))


@bp.post("/meetings/<int:id>/absence-notices/deletion")
@permits("absence.tell", own_sittings)
def destroy(meeting: Meeting) -> Response:
    """Say that one comes after all."""
    return _saved(meeting, absence.take_back, "taken_back", _("You are expected at this meeting again."))


def _saved(meeting: Meeting, verb: Callable[..., bool], what: str, said: str) -> Response:
    actor, now = actor_or_sign_in(), utcnow()
    try:
        news = verb(db.session(), meeting, actor, now=now)
    except DomainError as refusal:
        return hx.see_other(_page(meeting), say=sentence(refusal))
    if news:
        leave_trace(f"absence.{what}", meeting, subject_id=actor.id, engagement_id=meeting.engagement_id)
        for supervisor in meeting.engagement.supervisors_at(now):
            template = f"process/mail/absence_{what}"
            address = mail.address(url_for("meetings.show", id=meeting.id))
            mail.send(supervisor, template, notice=NoticeKind.CHANGE, meeting=meeting, when=meeting.starts_at, url=address)
    db.session.commit()
    return hx.see_other(_page(meeting), say=said)


def _page(meeting: Meeting) -> str:
    return url_for("meetings.show", id=meeting.id, _anchor="cannot-come")
