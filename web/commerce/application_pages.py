"""What the pages of an application show: the same facts to the applicant by link, signed in, and to the account manager."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select

from models.base.clock import utcnow
from models.commerce.agreement import Agreement
from models.commerce.approving import newest_approval
from models.commerce.open_group import Application, ApplicationState, OpenGroup, Verb
from web import hx
from web.commerce import groups
from web.commerce.deciding import DecisionForm
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

    from models.base import DomainError
    from models.commerce.quote import EmployerApproval

STATES: Final[dict[str, LazyString]] = {
    ApplicationState.APPLIED: _("Being looked at"),
    ApplicationState.ACCEPTED: _("Accepted"),
    ApplicationState.WAITLISTED: _("On the waiting list"),
    ApplicationState.OFFERED: _("A seat is offered"),
    ApplicationState.DECLINED: _("Declined"),
    ApplicationState.WITHDRAWN: _("Taken back"),
    ApplicationState.EXPIRED: _("The offer ran out"),
}
DISCS: Final[dict[str, str]] = {
    ApplicationState.APPLIED: "half",
    ApplicationState.ACCEPTED: "full",
    ApplicationState.WAITLISTED: "open",
    ApplicationState.OFFERED: "alert",
    ApplicationState.DECLINED: "off",
    ApplicationState.WITHDRAWN: "off",
    ApplicationState.EXPIRED: "off",
}


def of_group(group: OpenGroup) -> Select[Application]:
    """A group's applications."""
    return select(Application).where(Application.group_id == group.id)


def show(application: Application, *, status: int = 200, refusal: DomainError | None = None, form: DecisionForm | None = None) -> Response:
    """The page of somebody signed in; ``form`` is a decision that was refused."""
    decision = form or DecisionForm(formdata=None)
    return hx.render("commerce/applications/show.html", status=status, form=decision, **context(application, refusal))


def refused(application_id: int, refusal: DomainError, form: DecisionForm | None = None) -> Response:
    """The page as the application stands now, and why nothing was done."""
    fresh = select(Application).where(Application.id == application_id).execution_options(populate_existing=True)
    return show(db.session.scalars(fresh).one(), status=422, refusal=None if form else refusal, form=form)


def context(application: Application, refusal: DomainError | None = None) -> dict[str, Any]:
    """What both pages show."""
    agreement = db.session.get(Agreement, application.agreement_id) if application.agreement_id else None
    return {
        "application": application,
        "facts": groups.facts(application.group, now=utcnow()),
        "approval": _approval(application),
        "agreement": agreement,
        "state": STATES[application.state],
        "disc": DISCS[application.state],
        "may": {verb.value: application.can(verb) for verb in Verb},
        "refusal": sentence(refusal) if refusal else None,
    }


def _approval(application: Application) -> EmployerApproval | None:
    return newest_approval(db.session(), application_id=application.id) if application.needs_approval else None
