"""Taking the starter questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from vault import question_bank
from vault.question_bank import BankNotEmpty
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.refusals import sentence
from web.starter_questions import QUESTIONS

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("starter_questions", __name__, url_prefix="/starter-questions")


@bp.post("")
@permits("bank_question.list")
def create() -> Response:
    """Into an empty bank, in the language of the page."""
    try:
        question_bank.fill(db.session(), actor_or_sign_in(), [str(question) for question in QUESTIONS], now=utcnow())
    except BankNotEmpty as refusal:
        return hx.see_other(url_for("bank_questions.index"), say=sentence(refusal))
    db.session.commit()
    return hx.see_other(url_for("bank_questions.index"), say=_("The starter questions are in your bank. Change them as you like."))
