"""Locking a row and seeing it as it is by now."""

from __future__ import annotations

from sqlalchemy import select

from models.people import Person
from web.extensions import db


def lock(person: Person) -> None:
    """Keep others from changing the account until this transaction ends, and read it anew."""
    session = db.session()
    query = select(Person).where(Person.id == person.id).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).one()
