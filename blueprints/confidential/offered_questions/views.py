"""Offering questions between meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from blueprints.confidential.offered_questions.forms import OfferForm
from models.base.clock import utcnow
from models.base.text import UNWRITABLE
from models.people.notification import NoticeKind
from models.process import Participation, current_members
from policy.confidential.reflections import questioned_engagements
from vault import offered_questions, question_bank
from vault.offered_questions import NobodyToAsk, NotAMember
from web import held, hx, mail
from web.access import actor_or_sign_in, permits
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

    from models.confidential import OfferedQuestion
    from models.people import Person
    from models.process import Engagement

bp = Blueprint("offered_questions", __name__)


@bp.get("/engagements/<int:id>/offered-questions/new")
@permits("question.offer", questioned_engagements)
def new(engagement: Engagement) -> Response:
    """The form, filled from the bank when a question of it was taken."""
    bank = {question.id: question.words for question in question_bank.mine(db.session(), actor_or_sign_in())}
    words = "".join(held.offered().get("words", [])[:1]) or bank.get(request.args.get("bank", 0, type=int), "")
    return _page(engagement, OfferForm(_members(engagement), data={"words": words}))


@bp.post("/engagements/<int:id>/offered-questions")
@permits("question.offer", questioned_engagements)
def create(engagement: Engagement) -> Response:
    """Offer it, and tell by mail that a question waits; never which."""
    form = OfferForm(_members(engagement))
    if not form.accepts():
        return _page(engagement, form, 422)
    try:
        asked = offered_questions.offer(db.session(), actor_or_sign_in(), engagement, form.words.data or "", to_id=form.to_id, now=utcnow())
    except (*UNWRITABLE, NobodyToAsk, NotAMember) as refusal:
        form.refuse(refusal)
        return _page(engagement, form, 422)
    _tell(asked, engagement)
    held.settle()
    db.session.commit()
    return hx.see_other(url_for("reflections.index", id=engagement.id), say=_("The question was offered."))


@bp.post("/offered-questions/<int:id>/deletion")
@permits("question.offer", door=offered_questions.offered)
def destroy(question: OfferedQuestion) -> Response:
    """Offer it no more."""
    offered_questions.close(db.session(), actor_or_sign_in(), question, now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("reflections.index", id=question.engagement_id), say=_("The question is no longer offered."))


def _members(engagement: Engagement) -> list[Person]:
    seats = db.session.scalars(current_members(engagement).options(joinedload(Participation.person)))
    return [seat.person for seat in seats]


def _tell(asked: Sequence[Person], engagement: Engagement) -> None:
    url = mail.address(url_for("reflections.index", id=engagement.id))
    for person in asked:
        mail.send(person, "confidential/mail/question_offered", notice=NoticeKind.QUESTION, ahead=engagement, url=url)


def _page(engagement: Engagement, form: OfferForm, status: int = 200) -> Response:
    bank = question_bank.mine(db.session(), actor_or_sign_in())
    return hx.render("confidential/offered_questions/new.html", fragment="form", status=status, engagement=engagement, form=form, bank=bank)
