"""The PDF for whoever is signed in and may read the quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from policy.commerce.quotes import visible_quotes
from web.access import permits
from web.commerce import quoting
from web.commerce.quote_prints import printed

if TYPE_CHECKING:
    from flask import Response

    from models.commerce.quote import Quote

bp = Blueprint("quote_prints", __name__)


@bp.get("/quotes/<int:id>/quote-print")
@permits("quote.show", visible_quotes)
def show(quote: Quote) -> Response:
    """What the page says, on paper."""
    return printed(quoting.loaded(quote.id))
