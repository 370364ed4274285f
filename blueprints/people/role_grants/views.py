"""Giving and taking away roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.people import LastAdministrator, Person, Role, RoleGrant
from policy.people import active_administrators, managed_grants, managed_people
from web import hx
from web.access import actor_or_sign_in, permits
from web.account_log import log
from web.extensions import db
from web.refusals import sentence
from web.roles import ROLES

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("role_grants", __name__)


@bp.post("/people/<int:id>/role-grants")
@permits("person.manage", managed_people)
def create(person: Person) -> Response:
    """Give a role; a role already held stays as it is."""
    try:
        role = Role(request.form.get("role", ""))
    except ValueError:
        abort(400)
    if role not in person.roles:
        person.grant(role, by=actor_or_sign_in(), now=utcnow())
        log("role.granted", actor_or_sign_in(), person, now=utcnow(), role=role.value)
        db.session.commit()
    return hx.see_other(url_for("people.show", id=person.id), say=_("Role given: %(role)s.", role=ROLES[role]))


@bp.post("/role-grants/<int:id>/deletion")
@permits("person.manage", managed_grants)
def destroy(grant: RoleGrant) -> Response:
    """Take a role away; the last administrator keeps theirs."""
    person, actor, now = grant.person, actor_or_sign_in(), utcnow()
    administrators = len(db.session.scalars(active_administrators()).all())
    try:
        person.revoke(grant.role, by=actor, administrators=administrators, now=now)
    except LastAdministrator as refusal:
        return hx.render("people/role_grants/refused.html", status=422, person=person, explanation=sentence(refusal))
    log("role.revoked", actor, person, now=now, role=grant.role.value)
    db.session.commit()
    after = url_for("people.show", id=person.id) if actor.has(Role.ADMIN) else url_for("days.show")
    return hx.see_other(after, say=_("Role taken away: %(role)s.", role=ROLES[grant.role]))
