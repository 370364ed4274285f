"""The PDF for whoever comes by link, as long as the link is good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from models.people import LinkPurpose
from web import links
from web.access import public
from web.commerce import quoting
from web.commerce.quote_prints import printed

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("quote_copies", __name__)


@bp.get("/quote-answers/<token>/quote-copy")
@public()
def show(token: str) -> Response:
    """What the page says, on paper."""
    link = links.opened(token, LinkPurpose.QUOTE)
    return printed(quoting.still_open(link))
