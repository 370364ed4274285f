"""Which e-mail address an account has, and how it moves to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.base.email import EmailAddress
from models.people import AddressChange, LinkPurpose, Person
from web import links, mail
from web.account_log import log
from web.accounts import CHOOSES, invite
from web.closing import close_texts, may_have_texts
from web.extensions import db
from web.locking import lock

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import SingleUseLink

WENT_TO_ADDRESS = (*CHOOSES, LinkPurpose.ADDRESS_CHANGE)


class EmailTaken(DomainError):
    """Another account has this address."""

    code = "person.email_taken"
    field = "email"


def refuse_taken(address: EmailAddress, *, but: Person | None = None) -> None:
    """Raises EmailTaken when somebody else has the address."""
    holder = db.session.scalars(select(Person.id).where(Person.email_key == address.key)).one_or_none()
    if holder is not None and (but is None or holder != but.id):
        raise EmailTaken


def readdress(person: Person, address: EmailAddress, actor: Person, *, now: datetime) -> None:
    """An administrator moves the account to another address. Raises EmailTaken.

    Whoever reads the new address could now ask for a password: texts shut, and the owner hears of it at the old one.
    """
    refuse_taken(address, but=person)
    if address.as_typed.lower() == person.email.lower():
        person.readdress(address)
        return
    if may_have_texts(person):
        close_texts(person, actor, "people/mail/address_changed", now=now, new_address=address.as_typed)
    person.readdress(address)
    links.revoke(person, WENT_TO_ADDRESS, now=now)
    if person.password_hash is None and person.is_active:
        invite(person, actor, now=now)


def ask_change(person: Person, email: str, *, now: datetime) -> None:
    """The owner wants a new address: mail the new one a link, unless somebody else has it."""
    address = EmailAddress.parse(email)
    links.revoke(person, (LinkPurpose.ADDRESS_CHANGE,), now=now)
    try:
        refuse_taken(address, but=person)
    except EmailTaken:
        return
    change = AddressChange(person=person, email=address.as_typed, asked_at=now)
    db.session.add(change)
    db.session.flush()
    links.send(
        LinkPurpose.ADDRESS_CHANGE,
        person,
        "people/mail/address_change",
        "/address-changes/{}",
        now=now,
        to=address.as_typed,
        object_id=change.id,
    )


def carry_out(change: AddressChange, link: SingleUseLink, *, now: datetime) -> None:
    """The new address has answered: use it, and tell the old one. Texts that are shut stay shut."""
    links.spend(link, now=now)
    lock(change.person)
    old = change.carry_out(now=now)
    links.revoke(change.person, WENT_TO_ADDRESS, now=now)
    mail.send(change.person, "people/mail/address_changed_by_owner", to=old)
    log("person.readdressed", change.person, change.person, now=now)
