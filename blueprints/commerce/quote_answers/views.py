"""What the recipient reads behind the link and says to it; the same answer for whoever is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, url_for

from models.base import DomainError
from models.base.clock import utcnow
from policy.commerce.quotes import received_quotes
from web import hx, links
from web.access import actor_or_sign_in, permits, public
from web.commerce import quoting
from web.commerce.quote_answering import AnswerForm
from web.commerce.quote_pages import page_of
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.commerce.quote import Quote
    from models.people import SingleUseLink

bp = Blueprint("quote_answers", __name__)


@bp.get("/quote-answers/<token>")
@public()
def show(token: str) -> Response:
    """The quote while it can be answered; afterwards how it stands, and nothing else of it."""
    _link, quote = _behind(token)
    return _page(token, AnswerForm.about(quote, empty=True))


@bp.post("/quote-answers/<token>")
@public()
def update(token: str) -> Response:
    """Accept, decline or ask for a change. Whoever comes second is told how it stands."""
    now, (link, quote) = utcnow(), _behind(token)
    form = AnswerForm.about(quote)
    if not quoting.is_open(quote, link, now=now):
        return _page(token, form, status=409)
    if not form.accepts():
        return _page(token, form, status=422)
    try:
        said = form.give(quote, link.person, link, now=now)
    except DomainError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return _page(token, form, status=422)
    db.session.commit()
    return hx.see_other(url_for("quote_answers.show", token=token), say=said)


@bp.post("/quotes/<int:id>/quote-answers")
@permits("quote.answer", received_quotes)
def create(quote: Quote) -> Response:
    """The answer of a recipient who is signed in."""
    form = AnswerForm.about(quote)
    if not form.accepts():
        return page_of(quoting.loaded(quote.id), form, status=422)
    try:
        said = form.give(quote, actor_or_sign_in(), None, now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return page_of(quoting.loaded(quote.id), form, status=422)
    db.session.commit()
    return hx.see_other(url_for("quotes.show", id=quote.id), say=said)


def _behind(token: str) -> tuple[SingleUseLink, Quote]:
    return quoting.behind(token, now=utcnow()) or abort(links.gone())


def _page(token: str, form: AnswerForm, status: int = 200) -> Response:
    now = utcnow()
    link, quote = _behind(token)
    if not quoting.is_open(quote, link, now=now):
        lapsed = quoting.standing(quote, now=now)
        return hx.render("commerce/quote_answers/closed.html", fragment="main", status=status, quote=quote, standing=lapsed)
    document, employer = quoting.text_of(quote, now=now), quoting.employer_of(quote)
    context = {"token": token, "quote": quote, "document": document, "form": form, "employer": employer}
    return hx.render("commerce/quote_answers/show.html", fragment="answer", status=status, **context)
