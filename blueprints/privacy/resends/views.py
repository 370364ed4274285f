"""Another try for a mail that was given up. Nobody sees what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.base.house import OutboxMessage
from models.privacy import AuditEvent
from policy.privacy import posted_messages
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("resends", __name__, url_prefix="/outbox/<int:id>/resends")


@bp.post("")
@permits("message.resend", posted_messages)
def create(message: OutboxMessage) -> Response:
    """The mail leaves in a moment, with all its tries before it."""
    now, url = utcnow(), url_for("messages.index", state="dead")
    try:
        message.send_again(now=now)
    except DomainError as refusal:
        return hx.see_other(url, say=sentence(refusal))
    event = AuditEvent(at=now, actor_id=actor_or_sign_in().id, act="message.resent", object_type="message", object_id=message.id)
    event.subject_id = message.recipient_id
    db.session.add(event)
    db.session.commit()
    return hx.see_other(url, say=_("The mail leaves in a moment."))
