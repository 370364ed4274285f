"""Client organisations and who speaks for them: the account managers' matter."""

from __future__ import annotations

from sqlalchemy import Select, false, select, true

from models.people import Person, Role
from models.process import Contact, Organisation
from policy.rules import rule


def managed_organisations(actor: Person) -> Select[Organisation]:
    """Account managers: all; nobody else lists clients."""
    return select(Organisation).where(true() if actor.has(Role.ACCOUNT_MANAGER) else false())


def managed_contacts(actor: Person) -> Select[Contact]:
    """Contacts of the organisations above that have not ended."""
    return select(Contact).where(true() if actor.has(Role.ACCOUNT_MANAGER) else false(), Contact.until.is_(None))


@rule("organisation.manage")
def account_managers(actor: Person, _: Organisation | Contact | None) -> bool:
    """Account managers add and change clients, and say who speaks for them."""
    return actor.has(Role.ACCOUNT_MANAGER)
