"""Who will supervise: what they declare of earlier contacts, and why somebody without a qualification in force all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.commerce.agreement import AgreementVersion, Conflict, PlannedSupervisor
from models.commerce.agreement_parts import ConflictUnexplained
from models.commerce.agreement_refusals import PlannedTwice, SupervisorTakesPart
from models.people import Person, Role, RoleGrant, qualified_supervisors
from models.process import AssignmentKind
from policy.commerce.agreements import managed_supervisors, managed_versions
from web import hx
from web.access import permits
from web.commerce.trail import note
from web.documents.agreement import CONFLICTS
from web.extensions import db
from web.fields import options
from web.forms import Form
from web.validators import Line
from web.words import ASSIGNMENTS

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("planned_supervisors", __name__)


class SupervisorForm(Form):
    """A supervisor, their part, and what they declare."""

    supervisor = SelectField(_l("Supervisor"), [InputRequired(_l("Choose a supervisor."))])
    kind = RadioField(_l("Part"), choices=options(ASSIGNMENTS.items()), default="lead")
    conflict = RadioField(_l("Earlier contacts with the participants"), choices=options(CONFLICTS.items()), default="none")
    override_reason = StringField(_l("Why this supervisor all the same"), [Line(300, required=False)])

    def offer(self, people: dict[Person, bool]) -> None:
        """Let one of these be chosen; who has no qualification in force is marked."""
        self.people = {str(person.id): (person, qualified) for person, qualified in people.items()}
        listed = [
            (key, person.name if qualified else _("%(name)s (no qualification in force)", name=person.name))
            for key, (person, qualified) in self.people.items()
        ]
        self.supervisor.choices = options([("", _l("Choose")), *listed])

    def plan(self, version: AgreementVersion) -> PlannedSupervisor:
        """Plan the supervisor in place of who had the part. Raises PlannedTwice, SupervisorTakesPart, ConflictUnexplained."""
        person, qualified = self.people[str(self.supervisor.data)]
        kind, conflict = AssignmentKind(self.kind.data), Conflict(self.conflict.data)
        if any(planned.person_id == person.id for planned in version.supervisors):
            raise PlannedTwice(name=person.name)
        if any(planned.email_key == person.email_key for planned in version.people):
            raise SupervisorTakesPart(name=person.name)
        if not (qualified and conflict is Conflict.NONE) and not self.override_reason.data:
            raise ConflictUnexplained
        for former in [each for each in version.supervisors if each.kind is kind]:
            version.supervisors.remove(former)
        db.session.flush()
        planned = PlannedSupervisor(person=person, kind=kind, conflict=conflict, override_reason=self.override_reason.data or "")
        version.supervisors.append(planned)
        return planned


@bp.get("/agreement-versions/<int:id>/planned-supervisors/new")
@permits("agreement.edit", managed_versions)
def new(version: AgreementVersion) -> Response:
    """Who may supervise."""
    return _page(SupervisorForm(), version)


@bp.post("/agreement-versions/<int:id>/planned-supervisors")
@permits("agreement.edit", managed_versions)
def create(version: AgreementVersion) -> Response:
    """Choose a supervisor for a part."""
    form = SupervisorForm()
    form.offer(_supervisors())
    if form.accepts():
        try:
            planned = form.plan(version)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return _saved(version, _("%(name)s has been added.", name=planned.person.name))
    return _page(form, version, status=422)


@bp.post("/planned-supervisors/<int:id>/deletion")
@permits("agreement.edit", managed_supervisors)
def destroy(planned: PlannedSupervisor) -> Response:
    """Take a supervisor off the draft."""
    version = planned.agreement_version
    version.supervisors.remove(planned)
    return _saved(version, _("%(name)s has been removed.", name=planned.person.name))


def _supervisors() -> dict[Person, bool]:
    """Active supervisors by name, and whether their qualification is verified and in force."""
    today = to_local(utcnow()).date()
    is_supervisor = exists().where(RoleGrant.person_id == Person.id, RoleGrant.role == Role.SUPERVISOR, RoleGrant.revoked_at.is_(None))
    qualified = Person.id.in_(qualified_supervisors(today))
    query = select(Person, qualified).where(is_supervisor | qualified, Person.deactivated_at.is_(None)).order_by(Person.sort_key, Person.id)
    return {row[0]: bool(row[1]) for row in db.session.execute(query)}


def _saved(version: AgreementVersion, said: str) -> Response:
    note("agreement.updated", version.agreement, version=version.number)
    db.session.commit()
    return hx.see_other(url_for("agreements.show", id=version.agreement_id, _anchor="supervisors"), say=said)


def _page(form: SupervisorForm, version: AgreementVersion, status: int = 200) -> Response:
    form.offer(_supervisors())
    return hx.render("commerce/planned_supervisors/new.html", fragment="form", status=status, form=form, version=version)
