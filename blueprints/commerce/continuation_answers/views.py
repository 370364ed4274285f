"""Going on or not, signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.crisis import ContinuationPerson
from policy.commerce.continuations import own_questions
from web import hx
from web.access import permits
from web.commerce import continuing
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("continuation_answers", __name__)


@bp.post("/continuation-people/<int:id>/answers")
@permits("continuation.answer", own_questions)
def create(asked: ContinuationPerson) -> Response:
    """Answer for oneself."""
    back, answer = url_for("continuations.show", id=asked.continuation_id), request.form.get("answer")
    try:
        continuing.answer_by(asked, answer, now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        return hx.see_other(back, say=sentence(refusal))
    db.session.commit()
    return hx.see_other(back, say=_("Thank you for the answer."))
