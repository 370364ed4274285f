"""A supervisor's bank of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.confidential.bank_questions.forms import BankQuestionForm
from models.base.clock import utcnow
from models.base.text import UNWRITABLE
from vault import question_bank
from vault.question_bank import StaleQuestion
from web import hx
from web.access import actor_or_sign_in, permits
from web.autosave import Conflict, Text
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import BankQuestion

bp = Blueprint("bank_questions", __name__, url_prefix="/bank-questions")


@bp.get("")
@permits("bank_question.list")
def index() -> Response:
    """The questions in use."""
    return hx.render("confidential/bank_questions/index.html", questions=question_bank.mine(db.session(), actor_or_sign_in()))


@bp.get("/new")
@permits("bank_question.list")
def new() -> Response:
    """The form of a new question."""
    return _new(BankQuestionForm())


@bp.post("")
@permits("bank_question.list")
def create() -> Response:
    """Put a question into the bank."""
    form = BankQuestionForm()
    if not form.accepts():
        return _new(form, 422)
    try:
        question_bank.add(db.session(), actor_or_sign_in(), form.words.data or "", now=utcnow())
    except UNWRITABLE as refusal:
        form.refuse(refusal)
        return _new(form, 422)
    db.session.commit()
    return hx.see_other(url_for("bank_questions.index"), say=_("The question is in your bank."))


@bp.get("/<int:id>/edit")
@permits("bank_question.edit", door=question_bank.own)
def edit(question: BankQuestion) -> Response:
    """The form of a question."""
    return _edit(question, BankQuestionForm(data={"words": question.words, "version": question.version}))


@bp.post("/<int:id>")
@permits("bank_question.edit", door=question_bank.own)
def update(question: BankQuestion) -> Response:
    """Reword it; what was saved elsewhere meanwhile is never overwritten."""
    form = BankQuestionForm()
    if not form.accepts():
        return _edit(question, form, 422)
    typed = form.words.data or ""
    try:
        question_bank.change(db.session(), question, typed, version=form.version.data or 0)
    except StaleQuestion as stale:
        action = url_for("bank_questions.update", id=question.id)
        return _edit(question, form, 409, Conflict(action, "words", stale.version, Text(typed), Text(stale.theirs)))
    except UNWRITABLE as refusal:
        form.refuse(refusal)
        return _edit(question, form, 422)
    db.session.commit()
    return hx.see_other(url_for("bank_questions.index"), say=_("The question was saved."))


@bp.post("/<int:id>/deletion")
@permits("bank_question.edit", door=question_bank.own)
def destroy(question: BankQuestion) -> Response:
    """Take it out of use; what has been offered stays as it was offered."""
    question_bank.retire(db.session(), question, now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("bank_questions.index"), say=_("The question is out of your bank."))


def _new(form: BankQuestionForm, status: int = 200) -> Response:
    return hx.render("confidential/bank_questions/new.html", fragment="form", status=status, form=form)


def _edit(question: BankQuestion, form: BankQuestionForm, status: int = 200, conflict: Conflict | None = None) -> Response:
    return hx.render(
        "confidential/bank_questions/edit.html", fragment="form", status=status, question=question, form=form, conflict=conflict
    )
