"""Proposing another supervisor for a running process, seeing how it stands, and taking it back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.process.supervisor_changes.forms import ChangeForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.people import Person, Role
from models.process import Engagement, SupervisorChange, SupervisorChangeState, current_members
from policy.process import visible_engagements, visible_supervisor_changes
from web import hx, supervisor_changes
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("supervisor_changes", __name__)
USUAL_WAIT = timedelta(days=7)


@bp.get("/engagements/<int:id>/supervisor-changes/new")
@permits("supervisor_change.create", visible_engagements)
def new(engagement: Engagement) -> Response:
    """Who could take whose place."""
    return _page(ChangeForm(data={"deadline": to_local(utcnow() + USUAL_WAIT)}), engagement)


@bp.post("/engagements/<int:id>/supervisor-changes")
@permits("supervisor_change.create", visible_engagements)
def create(engagement: Engagement) -> Response:
    """Ask everybody who takes part."""
    form = ChangeForm()
    _offer(form, engagement)
    if form.accepts():
        try:
            change = _propose(form, engagement)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            if change is not None:
                db.session.commit()
                return hx.see_other(url_for("supervisor_changes.show", id=change.id), say=_("The participants have been asked."))
    return _page(form, engagement, status=422)


@bp.get("/supervisor-changes/<int:id>")
@permits("supervisor_change.show", visible_supervisor_changes)
def show(change: SupervisorChange) -> Response:
    """How it stands: the count for those who arrange it, the question for those who are asked."""
    actor = actor_or_sign_in()
    members = {member.person_id for member in db.session.scalars(current_members(change.engagement))}
    return hx.render(
        "process/supervisor_changes/show.html",
        change=change,
        asked=len(members),
        answered=len({answer.person_id for answer in change.answers} & members),
        is_asked=actor.id in members,
        own=change.answer_of(actor),
        is_open=change.is_open(now=utcnow()),
    )


@bp.post("/supervisor-changes/<int:id>/deletion")
@permits("supervisor_change.withdraw", visible_supervisor_changes)
def destroy(change: SupervisorChange) -> Response:
    """Take it back; whoever was asked is told."""
    url = url_for("supervisor_changes.show", id=change.id)
    try:
        supervisor_changes.withdraw(change, by=actor_or_sign_in(), now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        return hx.see_other(url, say=sentence(refusal))
    db.session.commit()
    return hx.see_other(url, say=_("The change of supervisor has been withdrawn."))


def _propose(form: ChangeForm, engagement: Engagement) -> SupervisorChange | None:
    """Propose it, unless something is asked about first. Raises what proposing raises."""
    former, successor = (db.session.get_one(Person, int(field.data)) for field in (form.former, form.successor))
    actor, now = actor_or_sign_in(), utcnow()
    if not form.sure_about(supervisor_changes.cautions(engagement, successor, now=now)):
        return None
    return supervisor_changes.propose(engagement, former, successor, form.ends_at, by=actor, now=now)


def _offer(form: ChangeForm, engagement: Engagement) -> None:
    """A supervisor hands over their own place only; an account manager anybody's."""
    actor, now = actor_or_sign_in(), utcnow()
    current = engagement.supervisors_at(now)
    formers = current if actor.has(Role.ACCOUNT_MANAGER) else [person for person in current if person is actor]
    form.offer(formers, [person for person in supervisor_changes.qualified(now=now) if person not in current])


def _page(form: ChangeForm, engagement: Engagement, status: int = 200) -> Response:
    _offer(form, engagement)
    waiting = select(SupervisorChange).where(
        SupervisorChange.engagement_id == engagement.id, SupervisorChange.state == SupervisorChangeState.OPEN
    )
    return hx.render(
        "process/supervisor_changes/new.html",
        fragment="form",
        status=status,
        form=form,
        engagement=engagement,
        waiting=db.session.scalars(waiting).first(),
    )
