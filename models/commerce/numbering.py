"""Numbers of a yearly series, such as 2027-014: taken in the transaction that uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from models.commerce.catalogue import NumberSeries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def take_number(session: Session, series: str, year: int) -> str:
    """The next number of the series, as 2027-014. Whoever asks meanwhile waits for this transaction's end."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(NumberSeries).on_conflict_do_nothing(), {"name": series, "year": year, "last": 0})
    row = (NumberSeries.name == series) & (NumberSeries.year == year)
    last = session.scalars(update(NumberSeries).where(row).values(last=NumberSeries.last + 1).returning(NumberSeries.last)).one()
    return f"{year}-{last:03d}"
