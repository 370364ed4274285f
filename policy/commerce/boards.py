"""The board: what of requests, quotes and agreements is under way."""

from __future__ import annotations

from models.people import Person, Role
from policy.rules import rule


@rule("board.show")
def account_managers_look(actor: Person, _: None) -> bool:
    """Account managers see what is under way from request to agreement, and for whom it waits."""
    return actor.has(Role.ACCOUNT_MANAGER)
