"""What of open groups, employers' approvals and continuations waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.commerce.crisis import ContinuationPerson
from models.commerce.open_group import Application, ApplicationState, OpenGroup
from models.people import Role
from web import formats
from web.commerce.groups import spoken
from web.extensions import db
from web.forms import language
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person

MOST = 10


@source
def seats_on_offer(actor: Person, now: datetime) -> Iterator[Item]:
    """Free seats that the person may take, while the time lasts."""
    query = select(Application).where(
        Application.person_id == actor.id, Application.state == ApplicationState.OFFERED, Application.offer_expires_at > now
    )
    for application in db.session.scalars(query.options(joinedload(Application.group)).limit(MOST)):
        until = formats.date_and_time(application.offer_expires_at or now, language())
        yield Item(
            kind=_("Seat"),
            text=_("A seat is free for you until %(when)s.", when=until),
            about=spoken(application.group.name),
            url=url_for("applications.show", id=application.id),
            action=_("Take the seat"),
            urgent=True,
        )


@source
def questions_to_answer(actor: Person, _now: datetime) -> Iterator[Item]:
    """Processes of another form that the person is asked to."""
    still_open = ContinuationPerson.accepted_at.is_(None) & ContinuationPerson.declined_at.is_(None)
    query = select(ContinuationPerson).where(ContinuationPerson.person_id == actor.id, still_open)
    for asked in db.session.scalars(query.limit(MOST)):
        yield Item(
            kind=_("Going on"),
            text=_("You are asked whether you go on in another form."),
            url=url_for("continuations.show", id=asked.continuation_id),
            action=_("Answer"),
        )


@source
def applications_to_decide(actor: Person, _now: datetime) -> Iterator[Item]:
    """Applications to the account manager's own groups."""
    if not actor.has(Role.ACCOUNT_MANAGER):
        return
    query = (
        select(Application)
        .join(Application.group)
        .where(OpenGroup.account_manager_id == actor.id, Application.state == ApplicationState.APPLIED)
        .options(joinedload(Application.group), joinedload(Application.person))
        .order_by(Application.applied_at, Application.id)
    )
    for application in db.session.scalars(query.limit(MOST)):
        yield Item(
            kind=_("Application"),
            text=_("%(name)s has applied to a group.", name=application.person.name),
            about=spoken(application.group.name),
            url=url_for("applications.show", id=application.id),
            action=_("Decide"),
        )
