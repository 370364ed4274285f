"""Presentations of supervisors: readers see what is published, the supervisor and administrators see the draft."""

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from models.people import Approval, Credential, Person, Publication, Revision, Role, RoleGrant, Supervisor
from policy.rules import rule


def visible_supervisors(actor: Person | None) -> Select[Supervisor]:
    """Presentations that are published, of people who still are supervisors here; administrators see all, a supervisor their own."""
    supervises = select(RoleGrant.id).where(
        RoleGrant.person_id == Supervisor.person_id, RoleGrant.role == Role.SUPERVISOR, RoleGrant.revoked_at.is_(None)
    )
    published = select(Publication.id).where(Publication.supervisor_id == Supervisor.id, Publication.ended_at.is_(None))
    shown = published.exists() & supervises.exists() & Person.deactivated_at.is_(None)
    return select(Supervisor).join(Supervisor.person).where(or_(shown, _own_or_all(actor)))


def editable_supervisors(actor: Person) -> Select[Supervisor]:
    """All for an administrator, one's own for a supervisor."""
    return select(Supervisor).join(Supervisor.person).where(_own_or_all(actor))


def editable_revisions(actor: Person) -> Select[Revision]:
    """The history of presentations one may edit."""
    return select(Revision).join(Supervisor, Revision.supervisor_id == Supervisor.id).where(_own_or_all(actor))


def visible_publications(actor: Person) -> Select[Publication]:
    """What was published of presentations one may edit."""
    return select(Publication).join(Supervisor, Publication.supervisor_id == Supervisor.id).where(_own_or_all(actor))


def visible_approvals(actor: Person) -> Select[Approval]:
    """Requests for approval of presentations one may edit."""
    return select(Approval).join(Supervisor, Approval.supervisor_id == Supervisor.id).where(_own_or_all(actor))


def visible_credentials(actor: Person) -> Select[Credential]:
    """Credentials that nobody has removed: all for an administrator, one's own for a supervisor."""
    mine = true() if actor.has(Role.ADMIN) else Credential.person_id == actor.id
    return select(Credential).where(Credential.removed_at.is_(None), mine)


def people_to_present(actor: Person) -> Select[Person]:
    """Active supervisors who have no presentation yet: all for an administrator, oneself for a supervisor."""
    grants = select(RoleGrant.person_id).where(RoleGrant.role == Role.SUPERVISOR, RoleGrant.revoked_at.is_(None))
    mine = true() if actor.has(Role.ADMIN) else Person.id == actor.id
    return (
        select(Person)
        .where(Person.id.in_(grants), Person.id.not_in(select(Supervisor.person_id)), Person.deactivated_at.is_(None), mine)
        .order_by(Person.sort_key, Person.id)
    )


def _own_or_all(actor: Person | None) -> ColumnElement[bool]:
    if actor is None:
        return false()
    if actor.has(Role.ADMIN):
        return true()
    return Supervisor.person_id == actor.id if actor.has(Role.SUPERVISOR) else false()


def _own(actor: Person, supervisor: Supervisor) -> bool:
    return actor.has(Role.SUPERVISOR) and supervisor.person_id == actor.id


@rule("supervisor.create")
def create(actor: Person, _nothing: object) -> bool:
    """Administrators begin any supervisor’s presentation, supervisors their own."""
    return actor.has(Role.ADMIN, Role.SUPERVISOR)


@rule("supervisor.edit")
def edit(actor: Person, supervisor: Supervisor) -> bool:
    """Administrators edit every supervisor’s presentation, supervisors their own."""
    return actor.has(Role.ADMIN) or _own(actor, supervisor)


@rule("supervisor.publish")
def publish(actor: Person, _supervisor: Supervisor) -> bool:
    """Administrators publish and hide presentations."""
    return actor.has(Role.ADMIN)


@rule("revision.see")
def see_revision(actor: Person, revision: Revision) -> bool:
    """Administrators see the history of every presentation, supervisors that of their own."""
    return edit(actor, revision.supervisor)


@rule("revision.restore")
def restore_revision(actor: Person, revision: Revision) -> bool:
    """Administrators bring old texts of every presentation back, supervisors those of their own."""
    return edit(actor, revision.supervisor)


@rule("publication.end")
def end_publication(actor: Person, _publication: Publication) -> bool:
    """Administrators hide presentations from readers."""
    return actor.has(Role.ADMIN)


@rule("approval.ask")
def ask(actor: Person, supervisor: Supervisor) -> bool:
    """Supervisors send their own presentation for approval."""
    return _own(actor, supervisor)


@rule("approval.list")
def list_approvals(actor: Person, _nothing: object) -> bool:
    """Administrators see which presentations wait for approval."""
    return actor.has(Role.ADMIN)


@rule("approval.see")
def see_approval(actor: Person, approval: Approval) -> bool:
    """Administrators and the supervisor who sent it see a presentation that waits for approval."""
    return edit(actor, approval.supervisor)


@rule("approval.answer")
def answer(actor: Person, _approval: Approval) -> bool:
    """Administrators approve or return a presentation."""
    return actor.has(Role.ADMIN)


@rule("approval.take_back")
def take_back(actor: Person, approval: Approval) -> bool:
    """Supervisors take back what they sent for approval."""
    return _own(actor, approval.supervisor)


@rule("credential.see")
def see_credentials(actor: Person, supervisor: Supervisor) -> bool:
    """Administrators see the credentials of every supervisor, supervisors their own, verified or not."""
    return edit(actor, supervisor)


@rule("credential.edit")
def edit_credential(actor: Person, _thing: object) -> bool:
    """Administrators record credentials."""
    return actor.has(Role.ADMIN)


@rule("credential.verify")
def verify(actor: Person, _credential: Credential) -> bool:
    """Administrators verify credentials."""
    return actor.has(Role.ADMIN)
