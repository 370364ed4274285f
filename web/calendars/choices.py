"""What people have chosen of their calendars; who has chosen nothing has the defaults, in their first version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from models.process import CalendarSettings, Titles
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.people import Person

DEFAULTS = {"titles": Titles.MEETING, "invitations": True, "version": 1}


def chosen(person: Person) -> CalendarSettings:
    """The person's settings, to be read."""
    return db.session.get(CalendarSettings, person.id) or CalendarSettings(person_id=person.id, **DEFAULTS)


def chosen_to_change(person: Person) -> CalendarSettings:
    """The person's settings, to be changed; whoever else changes them waits."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    db.session.execute(insert(CalendarSettings).on_conflict_do_nothing(), [{"person_id": person.id, **DEFAULTS}])
    query = select(CalendarSettings).where(CalendarSettings.person_id == person.id)
    return db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()


def without_invitations(person_ids: Iterable[int]) -> set[int]:
    """Of these people, those who want no invitations by mail."""
    declined = select(CalendarSettings.person_id).where(CalendarSettings.person_id.in_(set(person_ids)), ~CalendarSettings.invitations)
    return set(db.session.scalars(declined))


def unreached(people: Iterable[Person]) -> list[Person]:
    """Those to whom news of a meeting needs a mail of its own: they want no invitations, or must choose a password first."""
    people = list(people)
    declined = without_invitations(person.id for person in people)
    return [person for person in people if person.id in declined or person.password_hash is None]
