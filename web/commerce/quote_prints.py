"""A quote as a file: its text as a PDF, under a name that says nothing but the number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, make_response
from flask_babel import force_locale
from flask_babel import gettext as _

from gateways.pdf import pdf
from models.base.clock import utcnow
from models.commerce.quote import Quote, QuoteState
from web.commerce import quoting
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

    from models.commerce.document import Document


def printed(quote: Quote) -> Response:
    """The file. A draft says on it that it is one; a draft that cannot be composed is 409 with the reason."""
    document, problem = quoting.preview(quote, now=utcnow())
    if document is None:
        return make_response(sentence(problem) if problem else "", 409)
    with force_locale(quote.language):
        stamps = (str(_("Draft")),) if quote.state is QuoteState.DRAFT else ()
    return _file(document, stamps)


def _file(document: Document, stamps: tuple[str, ...]) -> Response:
    response = make_response(pdf(document, provider=current_app.config["PEILI"].provider_name, stamps=stamps))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{document.number.replace("/", "-")}.pdf"'
    return response
