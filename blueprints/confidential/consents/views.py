"""One's own consents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.confidential.consents.forms import DECLINE, LATER, SUGGEST, AnswerForm
from models.base import diff
from models.base.clock import utcnow
from models.base.text import UNWRITABLE
from models.confidential import Audience
from models.process import Engagement
from policy.confidential import joined_engagements
from vault import consents, doors, questions
from vault.consents import TextChanged
from web import hx
from web.access import actor_or_sign_in, permits, signed_in
from web.consents import mail_receipt, voice
from web.extensions import db
from web.opening import opening

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import Passage

bp = Blueprint("consents", __name__, url_prefix="/consents")


@bp.get("")
@signed_in()
def index() -> Response:
    """Everything written about oneself, and what one has answered."""
    person = actor_or_sign_in()
    with opening() as session:
        about = questions.about_me(session, person, now=utcnow())
    engagements = db.session.scalars(joined_engagements(person).order_by(Engagement.id.desc())).all()
    preferences = consents.preferences(db.session(), person)
    return hx.render("confidential/consents/index.html", about=about, engagements=engagements, preferences=preferences)


@bp.get("/<int:id>/edit")
@permits("consent.answer", door=doors.about)
def edit(passage: Passage) -> Response:
    """The question: the exact text, who would read it, for how long, and how to withdraw."""
    return _page(passage, AnswerForm())


@bp.post("/<int:id>")
@permits("consent.answer", door=doors.about)
def update(passage: Passage) -> Response:
    """Answer, about exactly the text that was shown."""
    form = AnswerForm()
    if not form.accepts():
        return _page(passage, form, status=422)
    try:
        said = _answer(form)
    except TextChanged:
        return _page(passage, AnswerForm(formdata=None, words=form.words.data), status=409)
    except UNWRITABLE as refusal:
        refusal.field = "words"
        form.refuse(refusal)
        return _page(passage, form, status=422)
    if form.answer.data in set(Audience):
        mail_receipt(actor_or_sign_in(), passage)
    db.session.commit()
    return hx.see_other(url_for("consents.index", _anchor=f"passage-{passage.id}"), say=said)


def _answer(form: AnswerForm) -> str:
    """Store the answer; gives what to say of it."""
    session, version_id, now = db.session(), form.version_id.data or 0, utcnow()
    if form.answer.data == DECLINE:
        consents.decline(session, voice(), version_id, now=now)
        said = _("The text is not shared.")
    elif form.answer.data == SUGGEST:
        consents.suggest(session, voice(), version_id, form.words.data or "", now=now)
        said = _("Your suggestion was sent. Nothing is shared meanwhile.")
    elif form.answer.data == LATER:
        said = _("Nothing is shared meanwhile. The question stays here.")
    else:
        consents.grant(session, voice(), version_id, Audience(form.answer.data), now=now)
        said = _("You gave consent. You can withdraw it here at any time.")
    return str(said)


def _page(passage: Passage, form: AnswerForm, status: int = 200) -> Response:
    with opening() as session:
        question = questions.question(session, actor_or_sign_in(), passage.id, now=utcnow())
    form.version_id.data = question.version_id
    changes = [(c.kind, c.text) for c in diff.words(question.previous_text, question.text)] if question.previous_text is not None else []
    return hx.render(
        "confidential/consents/edit.html",
        fragment="form",
        status=status,
        question=question,
        form=form,
        changes=changes,
        answered=form.answered(question),
        stale=status == 409,  # noqa: PLR2004  Conflict
    )
