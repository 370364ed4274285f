"""Asking for approval, reading what was sent, returning it, taking it back. Approving is publishing: publications.create."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from blueprints.people.approvals.forms import ReturnForm
from models.base import DomainError
from models.base.clock import utcnow
from models.people import Answer, Approval, Content, Supervisor
from policy.people import active_administrators, editable_supervisors, visible_approvals
from web import hx, presentation_diff, presentation_editing, presentations
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.mail import address, send
from web.presentation_editing import record, tell

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("approvals", __name__)


@bp.get("/approvals")
@permits("approval.list")
def index() -> Response:
    """What waits for an administrator, the longest wait first."""
    waiting = (
        visible_approvals(actor_or_sign_in())
        .where(Approval.answered_at.is_(None))
        .order_by(Approval.id)
        .options(joinedload(Approval.supervisor).joinedload(Supervisor.person))
    )
    return hx.render("people/approvals/index.html", approvals=db.session.scalars(waiting).all())


@bp.post("/supervisors/<int:id>/approvals")
@permits("approval.ask", editable_supervisors)
def create(supervisor: Supervisor) -> Response:
    """Send the draft for approval; the administrators are told."""
    asked_before, now = supervisor.approval, utcnow()
    try:
        approval = supervisor.ask_approval(by=actor_or_sign_in(), now=now)
    except DomainError as refusal:
        return presentation_editing.page(supervisor, refusal=refusal)
    if approval is not asked_before:
        db.session.flush()
        record("approval.asked", supervisor, at=now, number=approval.revision.number)
        for administrator in db.session.scalars(active_administrators()):
            send(
                administrator,
                "people/mail/presentation_sent",
                supervisor=supervisor,
                url=address(url_for("approvals.show", id=approval.id)),
            )
        db.session.commit()
    return hx.see_other(url_for("supervisors.edit", id=supervisor.id), say=_("The presentation was sent for approval."))


@bp.get("/approvals/<int:id>")
@permits("approval.see", visible_approvals)
def show(approval: Approval) -> Response:
    """What would change for readers, word by word."""
    return _page(approval, ReturnForm())


@bp.post("/approvals/<int:id>")
@permits("approval.answer", visible_approvals)
def update(approval: Approval) -> Response:
    """Return the presentation to the supervisor with a reason."""
    form, now, supervisor = ReturnForm(), utcnow(), approval.supervisor
    if not form.accepts():
        return _page(approval, form, status=422)
    try:
        approval.answer_with(Answer.RETURNED, by=actor_or_sign_in(), now=now, reason=str(form.reason.data))
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(approval, form, status=409)
    record("approval.returned", supervisor, at=now, number=approval.revision.number)
    tell(supervisor, "presentation_returned", reason=approval.reason)
    db.session.commit()
    return hx.see_other(url_for("approvals.index"), say=_("The presentation was returned."))


@bp.post("/approvals/<int:id>/deletion")
@permits("approval.take_back", visible_approvals)
def destroy(approval: Approval) -> Response:
    """Take the draft back from approval."""
    supervisor, now = approval.supervisor, utcnow()
    if approval.answered_at is None:
        approval.answer_with(Answer.TAKEN_BACK, by=actor_or_sign_in(), now=now)
        record("approval.taken_back", supervisor, at=now)
        db.session.commit()
    return hx.see_other(url_for("supervisors.edit", id=supervisor.id), say=_("The presentation is yours to edit again."))


def _page(approval: Approval, form: ReturnForm, status: int = 200) -> Response:
    supervisor = approval.supervisor
    shown = supervisor.publication
    return hx.render(
        "people/approvals/show.html",
        fragment="form",
        status=status,
        approval=approval,
        supervisor=supervisor,
        form=form,
        differences=presentation_diff.differences(shown.revision.content if shown else Content(), supervisor.draft.content),
        words=presentations,
    )
