"""The page of one quote: the same for whoever may read it, with what each may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from models.base.clock import utcnow
from models.commerce.quote import Employer, Quote, QuoteState
from web import hx
from web.access import can
from web.commerce import quoting
from web.commerce.quote_answering import AnswerForm
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

STATES: Final[dict[QuoteState, tuple[str, str | None, LazyString]]] = {
    QuoteState.DRAFT: ("open", None, _("Draft")),
    QuoteState.SENT: ("half", "wait", _("Sent")),
    QuoteState.ACCEPTED: ("full", None, _("Accepted")),
    QuoteState.DECLINED: ("off", None, _("Declined")),
    QuoteState.EXPIRED: ("off", None, _("Expired")),
    QuoteState.SUPERSEDED: ("off", None, _("Replaced by a newer version")),
}


def page_of(quote: Quote, form: AnswerForm | None = None, status: int = 200) -> Response:
    """The text, its state, its versions, and the answer where the reader is the one to give it."""
    now = utcnow()
    manages = can("quote.manage", quote)
    document, problem = quoting.preview(quote, now=now)
    answers = can("quote.answer", quote) and quote.state is QuoteState.SENT and not quote.has_lapsed(now=now)
    return hx.render(
        "commerce/quotes/show.html",
        fragment="answer" if form is not None else None,
        status=status,
        quote=quote,
        document=document,
        form=(form or AnswerForm.about(quote, empty=True)) if answers or form is not None else None,
        versions=quoting.versions_of(quote) if manages else [],
        problem=problem,
        employer=quoting.employer_of(quote) if manages or answers else Employer.NOT_ASKED,
        states=STATES,
        sentence=sentence,
    )
