"""Whose calendar is looked at: an account manager may choose a supervisor or a room, everybody else sees their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from flask import abort, request
from sqlalchemy import select

from models.people import Person, Role, RoleGrant
from models.process import Room
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T", Person, Room)


@dataclass(frozen=True)
class Choice:
    """The person who looks, and what they have chosen and may choose."""

    actor: Person
    supervisor: Person | None = None
    room: Room | None = None
    supervisors: Sequence[Person] = ()
    rooms: Sequence[Room] = ()

    @property
    def chooses(self) -> bool:
        """Whether the person may look at others' calendars."""
        return self.actor.has(Role.ACCOUNT_MANAGER)

    @property
    def query(self) -> dict[str, int]:
        """What the links to other days carry on."""
        chosen = {"supervisor": self.supervisor, "room": self.room}
        return {name: row.id for name, row in chosen.items() if row is not None}

    @property
    def whose(self) -> Person:
        """Whose times away are shown."""
        return self.supervisor or self.actor


def choice_of(actor: Person) -> Choice:
    """What the request chooses. It ends with 404 when it names somebody or a room that is not there to be chosen."""
    if not actor.has(Role.ACCOUNT_MANAGER):
        return Choice(actor)
    grants = select(RoleGrant.person_id).where(RoleGrant.role == Role.SUPERVISOR, RoleGrant.revoked_at.is_(None))
    supervisors = db.session.scalars(select(Person).where(Person.id.in_(grants)).order_by(Person.sort_key, Person.id)).all()
    rooms = db.session.scalars(select(Room).order_by(Room.name, Room.id)).all()
    supervisor, room = _chosen("supervisor", supervisors), _chosen("room", rooms)
    return Choice(actor, supervisor, room, supervisors, [row for row in rooms if row.closed_at is None or row is room])


def _chosen(name: str, rows: Sequence[T]) -> T | None:
    value = request.args.get(name, "")
    chosen = next((row for row in rows if str(row.id) == value), None)
    if value and chosen is None:
        abort(404)
    return chosen
