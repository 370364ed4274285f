"""What addresses of the catalogue's pages are made of."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commerce.catalogue import AccountManager, GoalTheme, Product, Sector


def ids(session: Session) -> dict[str, int]:
    """The first of each noun: all is planted but the account manager's card."""
    return {
        "account-managers": session.scalars(select(AccountManager.id).order_by(AccountManager.id).limit(1)).one(),
        "goal-themes": session.scalars(select(GoalTheme.id).order_by(GoalTheme.position).limit(1)).one(),
        "products": session.scalars(select(Product.id).order_by(Product.position).limit(1)).one(),
        "sectors": session.scalars(select(Sector.id).order_by(Sector.position).limit(1)).one(),
    }
