"""The urgent queue, and one case to those whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from sqlalchemy.orm import joinedload, selectinload

from models.base.clock import utcnow
from models.commerce.catalogue import AccountManager
from models.commerce.crisis import CrisisCase, CrisisSupervisor
from models.commerce.offer import settings_of
from models.commerce.request import QuoteRequest
from policy.commerce.crises import is_under_way, visible_cases
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import request_words
from web.extensions import db
from web.paging import page

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("crisis_cases", __name__, url_prefix="/urgent-cases")
ENDED = "ended"


@bp.get("")
@permits("crisis_case.manage")
def index() -> Response:
    """Cases under way, the oldest first, with the time left to each."""
    people = selectinload(CrisisCase.supervisors).joinedload(CrisisSupervisor.person)
    card = joinedload(CrisisCase.request).joinedload(QuoteRequest.account_manager).joinedload(AccountManager.person)
    query = visible_cases(actor_or_sign_in()).where(is_under_way()).options(people, card)
    return hx.render(
        "commerce/crisis_cases/index.html", fragment="list", page=page(query, CrisisCase.id), word=request_words, moment=utcnow()
    )


@bp.get("/<int:id>")
@permits("crisis_case.see", visible_cases)
def show(case: CrisisCase) -> Response:
    """The case: its background, its clocks, its people and what comes next."""
    return hx.render(
        "commerce/crisis_cases/show.html",
        case=case,
        asked=case.request,
        word=request_words,
        moment=utcnow(),
        settings=settings_of(db.session()),
    )
