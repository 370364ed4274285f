"""Requests for a quote are the account managers' matter."""

from __future__ import annotations

from sqlalchemy import Select, false, or_, select, true

from models.commerce.catalogue import AccountManager
from models.commerce.request import QuoteRequest
from models.people import Person, Role
from policy.rules import rule


def visible_requests(actor: Person) -> Select[QuoteRequest]:
    """All for account managers: colleagues stand in for each other. None for anybody else."""
    return select(QuoteRequest).where(true() if actor.has(Role.ACCOUNT_MANAGER) else false())


def own_requests(actor: Person) -> Select[QuoteRequest]:
    """Those that were given to this account manager, or to nobody yet."""
    mine = select(AccountManager.id).where(AccountManager.person_id == actor.id)
    return visible_requests(actor).where(or_(QuoteRequest.account_manager_id.is_(None), QuoteRequest.account_manager_id.in_(mine)))


@rule("quote_request.manage")
def account_managers(actor: Person, _request: object) -> bool:
    """Account managers see requests for a quote, take them on, hand them over and close them."""
    return actor.has(Role.ACCOUNT_MANAGER)
