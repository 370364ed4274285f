"""What a new installation offers before anybody has changed anything: products, terms, texts and the provider's numbers.

These are defaults of data. Once planted they belong to the administrator, and nothing reads them from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cli.seeds import lists, numbers, policies, products, texts
from models.commerce.catalogue import Product

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

PARTS = (numbers, policies, lists, products, texts)


def plant(session: Session, now: datetime) -> None:
    """Fill a database that has no products; leave any other as it is. The caller commits."""
    if session.scalars(select(Product.id).limit(1)).first() is None:
        for part in PARTS:
            session.add_all(part.rows(now))
        session.flush()
