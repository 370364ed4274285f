"""Accounts are the administrator's to manage: names, addresses, roles, never what the people say or decide."""

from sqlalchemy import Select, false, select

from models.people import Person, Role, RoleGrant
from policy.rules import rule


def managed_people(actor: Person) -> Select[Person]:
    """Everybody, for an administrator; nobody, for others."""
    everything = select(Person)
    return everything if actor.has(Role.ADMIN) else everything.where(false())


def managed_grants(actor: Person) -> Select[RoleGrant]:
    """Every role in force, for an administrator."""
    in_force = select(RoleGrant).where(RoleGrant.revoked_at.is_(None))
    return in_force if actor.has(Role.ADMIN) else in_force.where(false())


def active_administrators() -> Select[Person]:
    """Whoever can administer now. Locked, so that two people cannot remove the last two from each other."""
    return (
        select(Person)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == Role.ADMIN, RoleGrant.revoked_at.is_(None), Person.deactivated_at.is_(None))
        .order_by(Person.id)
        .with_for_update()
    )


@rule("person.manage")
def administrator(actor: Person, _thing: object) -> bool:
    """An administrator manages accounts and roles, and sees no confidential text by that."""
    return actor.has(Role.ADMIN)


@rule("person.invite")
def administrator_invites(actor: Person, person: Person) -> bool:
    """An administrator invites people whose account nobody has taken into use."""
    return actor.has(Role.ADMIN) and person.is_active and person.password_hash is None


@rule("person.send_reset")
def administrator_sends_reset(actor: Person, person: Person) -> bool:
    """An administrator has a link for a new password sent to somebody else; confidential texts then shut until the owner confirms."""
    return actor.has(Role.ADMIN) and person.is_active and person.password_hash is not None and person.id != actor.id


@rule("person.deactivate")
def administrator_closes(actor: Person, person: Person) -> bool:
    """An administrator closes somebody else's account and opens it again."""
    return actor.has(Role.ADMIN) and person.id != actor.id
