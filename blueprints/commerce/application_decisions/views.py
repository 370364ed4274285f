"""Accepting an application, putting it on the waiting list, or declining it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.open_group import Application
from policy.commerce.groups import managed_applications
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import application_pages, seats
from web.commerce.deciding import ACCEPT, WAITLIST, DecisionForm
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("application_decisions", __name__, url_prefix="/applications/<int:id>/decisions")


@bp.post("")
@permits("application.decide", managed_applications)
def create(application: Application) -> Response:
    """Decide; the applicant is told."""
    form = DecisionForm()
    if not form.accepts():
        return application_pages.show(application, status=422, form=form)
    try:
        _decide(application, form)
    except DomainError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return application_pages.refused(application.id, refusal, form)
    db.session.commit()
    return hx.see_other(url_for("applications.show", id=application.id), say=_("Done. The applicant is told by mail."))


def _decide(application: Application, form: DecisionForm) -> None:
    actor, now = actor_or_sign_in(), utcnow()
    if form.decision.data == ACCEPT:
        seats.accept(application, actor, now=now)
    elif form.decision.data == WAITLIST:
        seats.waitlist(application, actor, now=now)
    else:
        seats.decline(application, actor, form.reason.data or "", now=now)
