"""A change of what was sent: the next version begins as a draft that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.quote import QuoteState
from policy.commerce.quotes import managed_quotes
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import quoting
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

    from models.commerce.quote import Quote

bp = Blueprint("quote_versions", __name__)


@bp.post("/quotes/<int:id>/quote-versions")
@permits("quote.manage", managed_quotes)
def create(quote: Quote) -> Response:
    """Begin the next version, or go on with the one that somebody has begun."""
    try:
        version = quoting.renew(quote, actor_or_sign_in(), now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        newest = quoting.versions_of(quote)[0]
        begun = newest.state is QuoteState.DRAFT
        return hx.see_other(url_for("quotes.edit" if begun else "quotes.show", id=newest.id), say=sentence(refusal))
    db.session.commit()
    said = _("The new version says what the old one said. Change it and send it; until then the old one stays valid.")
    return hx.see_other(url_for("quotes.edit", id=version.id), say=said)
