"""Assigning supervisors: only those whose qualification is verified and in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.process.assignments.forms import AssignmentForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.people import Person, qualified_supervisors
from models.process import Assignment, AssignmentKind, Engagement, current_members
from models.process.booking import book_all
from policy.process import managed_engagements
from web import hx, loads
from web.access import permits
from web.calendars.telling import keep_engagement_told
from web.extensions import db
from web.inviting import tell
from web.trail import leave_trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

bp = Blueprint("assignments", __name__)


@bp.get("/engagements/<int:id>/assignments/new")
@permits("assignment.create", managed_engagements)
def new(engagement: Engagement) -> Response:
    """Who may be assigned."""
    return _page(AssignmentForm(), engagement)


@bp.post("/engagements/<int:id>/assignments")
@permits("assignment.create", managed_engagements)
def create(engagement: Engagement) -> Response:
    """Assign; a new lead takes the former lead's place. Somebody who has enough already is asked about."""
    form = AssignmentForm()
    form.offer(_qualified())
    if form.accepts() and form.sure_about(_cautions(form)):
        try:
            assignment = _assign(form, engagement)
        except DomainError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            said = _("%(name)s now supervises this engagement.", name=assignment.person.name)
            return hx.see_other(url_for("engagements.show", id=engagement.id), say=said)
    return _page(form, engagement, status=422)


def _assign(form: AssignmentForm, engagement: Engagement) -> Assignment:
    now = utcnow()
    person = _chosen(form)
    members = db.session.scalars(current_members(engagement)).all()
    takes_part = any(member.person_id == person.id for member in members)
    assignment = engagement.assign(person, AssignmentKind(form.kind.data), qualified=True, takes_part=takes_part, now=now)
    book_all(db.session(), engagement, now=now)
    leave_trace("assignment.created", assignment, subject_id=person.id, engagement_id=engagement.id, kind=assignment.kind.value)
    tell(person, "process/mail/assignment", url_for("engagements.show", id=engagement.id), now=now)
    keep_engagement_told(engagement.id, now=now)
    return assignment


def _chosen(form: AssignmentForm) -> Person:
    return db.session.get_one(Person, int(form.supervisor.data))


def _cautions(form: AssignmentForm) -> list[tuple[str, str]]:
    return loads.full_among([_chosen(form)], now=utcnow())


def _qualified() -> Sequence[Person]:
    today = to_local(utcnow()).date()
    query = select(Person).where(Person.id.in_(qualified_supervisors(today)), Person.deactivated_at.is_(None))
    return db.session.scalars(query.order_by(Person.sort_key, Person.id)).all()


def _page(form: AssignmentForm, engagement: Engagement, status: int = 200) -> Response:
    form.offer(_qualified())
    now = utcnow()
    return hx.render(
        "process/assignments/new.html", fragment="form", status=status, form=form, engagement=engagement, lead=engagement.lead_at(now)
    )
