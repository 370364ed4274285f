"""Shutting confidential texts for an account whose way in somebody else has touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select

from models.people import LinkPurpose
from models.process import Assignment, Participation
from web import links
from web.account_log import log
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import Person


def close_texts(person: Person, actor: Person, template: str, *, now: datetime, **context: object) -> None:
    """Shut confidential texts for the account, and tell the owner at the address in force before anybody touched it.

    Call it before the change. Only the newest letter's link opens the texts again: whoever follows it has read what changed last.
    """
    person.close_texts(now=now)
    log("texts.closed", actor, person, now=now)
    ask_owner(person, template, now=now, **context)


def ask_owner(person: Person, template: str, *, now: datetime, **context: object) -> None:
    """Send the owner the link that opens the texts, at the address that was in force when they were shut."""
    links.revoke(person, (LinkPurpose.RECONFIRMATION,), now=now)
    links.send(LinkPurpose.RECONFIRMATION, person, template, "/reconfirmations/{}", now=now, to=person.confirming_email, context=context)


def may_have_texts(person: Person) -> bool:
    """Whether somebody else at this account's door could find confidential text behind it, now or soon."""
    takes_part = or_(
        exists().where(Participation.person_id == person.id),
        exists().where(Assignment.person_id == person.id),
    )
    return person.password_hash is not None or bool(db.session.scalar(select(takes_part)))
