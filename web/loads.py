"""What a supervisor's load says to somebody who is about to add to it: a reason to ask once more, never to refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from models.process.availability import Load, load_of
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from models.people import Person


def told(load: Load) -> str:
    """How much somebody has, and at most would have."""
    if load.capacity is None:
        return str(ngettext("%(num)d engagement going on.", "%(num)d engagements going on.", load.running))
    return str(_("%(running)s / %(capacity)s engagements going on.", running=load.running, capacity=load.capacity))


def fullness(person: Person, load: Load) -> list[tuple[str, str]]:
    """A code and a sentence when the person has as much as they said to be enough."""
    if not load.full:
        return []
    said = _("%(name)s is full: %(running)s / %(capacity)s engagements.", name=person.name, running=load.running, capacity=load.capacity)
    return [(f"full-{person.id}", said)]


def full_among(people: Iterable[Person], *, now: datetime) -> list[tuple[str, str]]:
    """The same of several people, in one statement."""
    asked = list(people)
    loads = load_of(db.session(), [person.id for person in asked], now)
    return [caution for person in asked for caution in fullness(person, loads[person.id])]
