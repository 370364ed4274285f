"""What meetings need: rooms, open days, supervisors' time. Names of processes are no part of it."""

from __future__ import annotations

from sqlalchemy import Select, false, select, true

from models.people import Person, Role, RoleGrant
from models.process import CalendarException, Closure, Room
from policy.rules import rule

HOUSE = (Role.ADMIN, Role.ACCOUNT_MANAGER)
PLANNING = (*HOUSE, Role.SUPERVISOR)


def seen_rooms(actor: Person) -> Select[Room]:
    """Rooms, closed ones included, for whoever plans meetings."""
    return select(Room).where(true() if actor.has(*PLANNING) else false())


def managed_rooms(actor: Person) -> Select[Room]:
    """The same for whoever keeps them."""
    return select(Room).where(true() if actor.has(*HOUSE) else false())


def managed_closures(actor: Person) -> Select[Closure]:
    """The provider's closed days, for an administrator."""
    return select(Closure).where(true() if actor.has(Role.ADMIN) else false())


def kept_calendars(actor: Person) -> Select[Person]:
    """Supervisors whose availability the person writes: all for an account manager, oneself for a supervisor."""
    grants = select(RoleGrant.person_id).where(RoleGrant.role == Role.SUPERVISOR, RoleGrant.revoked_at.is_(None))
    mine = true() if actor.has(Role.ACCOUNT_MANAGER) else Person.id == actor.id
    return select(Person).where(Person.id.in_(grants), Person.deactivated_at.is_(None), mine)


def kept_exceptions(actor: Person) -> Select[CalendarException]:
    """What these calendars say of single days."""
    return select(CalendarException).where(CalendarException.person_id.in_(kept_calendars(actor).with_only_columns(Person.id)))


@rule("room.see")
def sees_rooms(actor: Person, _: Room | None) -> bool:
    """Administrators, account managers and supervisors see the rooms and when they are taken."""
    return actor.has(*PLANNING)


@rule("room.manage")
def keeps_rooms(actor: Person, _: Room | None) -> bool:
    """Administrators and account managers add, change and close rooms."""
    return actor.has(*HOUSE)


@rule("closure.see")
def sees_closures(actor: Person, _: Closure | None) -> bool:
    """Administrators, account managers and supervisors see the days on which no meetings are held."""
    return actor.has(*PLANNING)


@rule("closure.manage")
def keeps_closures(actor: Person, _: Closure | None) -> bool:
    """Administrators decide the days on which no meetings are held."""
    return actor.has(Role.ADMIN)


@rule("availability.list")
def lists_availability(actor: Person, _: Person | None) -> bool:
    """Account managers see how much every supervisor has and would take."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("availability.edit")
def says_when(actor: Person, person: Person | CalendarException) -> bool:
    """Supervisors say when they can be had and how much they take; account managers may write it for them."""
    whose = person.person_id if isinstance(person, CalendarException) else person.id
    return actor.has(Role.ACCOUNT_MANAGER) or (actor.has(Role.SUPERVISOR) and whose == actor.id)
