"""An application arrives: from somebody signed in, from somebody whose address is known, or from somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import select

from models.base.email import EmailAddress
from models.commerce.open_group import Application, ApplicationsClosed, ApplicationState, ApprovesOneself, Verb
from web import inviting
from web.commerce import seats
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.commerce.open_group import OpenGroup
    from models.people import Person


class Answers(Protocol):
    """A valid form."""

    name: Any
    email: Any
    approver_email: Any

    @property
    def employer_pays(self) -> bool:
        """Whether an employer is asked."""

    def fill(self, application: Application) -> None:
        """Put the answers into the application."""


def apply(group: OpenGroup, form: Answers, person: Person | None, language: str, *, now: datetime) -> None:
    """Keep the application, or take an ended one up again.

    Somebody who has applied already hears so by mail only: the page does not tell who else knows the address.
    Raises ApplicationsClosed, ApprovesOneself, AccountClosed.
    """
    if not group.takes_applications(now=now):
        raise ApplicationsClosed
    email = EmailAddress.parse(person.email if person else form.email.data)
    if form.employer_pays and EmailAddress.parse(form.approver_email.data).key == email.key:
        raise ApprovesOneself
    applicant = person or inviting.person_at(form.email.data, form.name.data, language, now=now)
    known = db.session.scalars(
        select(Application).where(Application.group_id == group.id, Application.person_id == applicant.id).with_for_update()
    ).one_or_none()
    if known is not None and not known.can(Verb.REAPPLY):
        seats.tell(known, "application_known", now=now)
        return
    application = known or Application(group=group, person=applicant, state=ApplicationState.APPLIED)
    if known is not None:
        known.move(Verb.REAPPLY, now=now)
    application.language, application.applied_at, application.state_since = language, now, now
    form.fill(application)
    db.session.add(application)
    seats.received(application, now=now)
