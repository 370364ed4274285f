"""The page that says who sees what: nothing on it is written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from policy.confidential.sayings import NUMBERS, SAYINGS
from policy.published import published
from web import hx
from web.access import public

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("policies", __name__, url_prefix="/policies")
NAMES = {
    "people": _l("People and sign-in"),
    "commerce": _l("Quotes, agreements and what is offered"),
    "process": _l("Supervision and meetings"),
    "confidential": _l("Notes and consents"),
    "privacy": _l("Watching over the service"),
}


@bp.get("")
@public()
def index() -> Response:
    """Every rule, as the code decides it."""
    parts = [(wing, NAMES[wing], [rule.says for rule in rules]) for wing, rules in published()]
    return hx.render("privacy/policies/index.html", sayings=SAYINGS, numbers=NUMBERS, parts=parts)
