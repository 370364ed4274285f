"""What the service offers: public on its pages; its history for those who sell and check; its changes for administrators."""

from __future__ import annotations

from sqlalchemy import Select, false, select

from models.commerce.catalogue import AccountManager, GoalTheme, Product, Sector
from models.people import Person, Role
from policy.rules import rule


def seen_products(actor: Person) -> Select[Product]:
    """Every product, retired or not, for those who sell, check or decide."""
    everything = select(Product)
    return everything if _sees(actor) else everything.where(false())


def managed_sectors(actor: Person) -> Select[Sector]:
    """Every sector, for an administrator."""
    everything = select(Sector)
    return everything if actor.has(Role.ADMIN) else everything.where(false())


def managed_themes(actor: Person) -> Select[GoalTheme]:
    """Every theme, for an administrator."""
    everything = select(GoalTheme)
    return everything if actor.has(Role.ADMIN) else everything.where(false())


def managed_account_managers(actor: Person) -> Select[AccountManager]:
    """Every account manager's card, for an administrator."""
    everything = select(AccountManager).join(AccountManager.person)
    return everything if actor.has(Role.ADMIN) else everything.where(false())


def _sees(actor: Person) -> bool:
    return actor.has(Role.ADMIN, Role.ACCOUNT_MANAGER, Role.AUDITOR)


@rule("offer.see")
def see(actor: Person, _thing: object) -> bool:
    """Administrators, account managers and auditors see what each product was, is and will be."""
    return _sees(actor)


@rule("offer.manage")
def manage(actor: Person, _thing: object) -> bool:
    """Administrators decide products, prices, terms, texts and the account managers’ cards; what was in force stays as it was."""
    return actor.has(Role.ADMIN)
