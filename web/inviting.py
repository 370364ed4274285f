"""Bringing people in: whoever has the address already, or a new person who is sent a link to choose a password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.base import DomainError
from models.base.email import EmailAddress
from models.people import LinkPurpose, Person
from web import links, mail
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.process import Engagement


class NameMissing(DomainError):
    """Nobody has the address yet, so a new person needs a name."""

    code = "person.name_missing"
    field = "name"


class AccountClosed(DomainError):
    """The address belongs to an account that is closed."""

    code = "person.closed"
    field = "email"


def person_at(address: str, name: str, language: str, *, now: datetime) -> Person:
    """The person of that address, as they are, or a new one. Raises NameMissing, AccountClosed."""
    email = EmailAddress.parse(address)
    known = db.session.scalars(select(Person).where(Person.email_key == email.key)).one_or_none()
    if known is not None:
        if not known.is_active:
            raise AccountClosed
        return known
    if not name:
        raise NameMissing
    person = Person.register(name, email, language, now=now)
    db.session.add(person)
    db.session.flush()
    return person


def tell(person: Person, template: str, path: str, *, now: datetime, ahead: Engagement | None = None, **context: Any) -> None:  # noqa: ANN401  what the template is given
    """Mail a person about ``path``; who has no password yet gets a single-use link to choose one instead.

    ``ahead`` is the engagement whose coming events the mail tells of.
    """
    if person.password_hash is None:
        links.send(
            LinkPurpose.INVITATION, person, template, "/invitations/{}", now=now, context={"invited": True, "ahead": ahead} | context
        )
    else:
        mail.send(person, template, to=None, ahead=ahead, url=mail.address(path), invited=False, **context)
