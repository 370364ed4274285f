"""Checking who somebody is: an address with its password, or the password of the person signed in.

Hashing takes a fifth of a second. No transaction is open meanwhile, so nobody waits for a write because somebody signs in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from sqlalchemy import exists, select

from models.base import DomainError
from models.base.email import EmailAddress
from models.people import Person, SignIn
from models.people.throttle import ACCOUNT, NETWORK, PAIR
from web import passwords, throttling
from web.account_log import log
from web.extensions import db
from web.locking import lock
from web.signing_in import network
from web.throttling import Key

if TYPE_CHECKING:
    from datetime import datetime


class SignInRefused(DomainError):
    """The address and the password do not belong together; which one was wrong is not told."""

    code = "sign_in.refused"
    field = "email"


class PasswordWrong(DomainError):
    """Not the password of the person signed in."""

    code = "password.wrong"
    field = "current"


def authenticate(email: str, password: str, *, now: datetime) -> Person:
    """The person. Raises SignInRefused or TooSoon; an unknown address gets the same answer after the same work."""
    try:
        key = EmailAddress.parse(email).key
    except DomainError:
        key = ""
    keys = _keys(key)
    throttling.claim(keys, now=now)
    person = db.session.scalars(select(Person).where(Person.email_key == key)).one_or_none()
    if not _right(person, password) or person is None:
        log("sign_in.refused", None, person, now=now)
        db.session.commit()
        raise SignInRefused
    throttling.forgive(keys, clear=[each for each in keys if each.pace is PAIR], now=now)
    log("sign_in.created", person, person, now=now)
    return person


def confirm(person: Person, password: str, *, now: datetime) -> None:
    """Make sure the person signed in knows the password. Raises PasswordWrong or TooSoon."""
    keys = [throttling.key("pair", f"{person.email_key} {network(request.remote_addr)}", PAIR)]
    throttling.claim(keys, now=now)
    if not _right(person, password):
        log("password.refused", person, person, now=now)
        db.session.commit()
        raise PasswordWrong
    throttling.forgive(keys, clear=keys, now=now)


def _keys(email_key: str) -> list[Key]:
    """What a try counts against. A network the person has signed in from is not slowed by strangers elsewhere."""
    here = network(request.remote_addr)
    keys = [throttling.key("pair", f"{email_key} {here}", PAIR), throttling.key("network", here, NETWORK)]
    at_home = select(exists().where(SignIn.person_id == Person.id, Person.email_key == email_key, SignIn.network == here))
    return keys if db.session.scalar(at_home) else [*keys, throttling.key("account", email_key, ACCOUNT)]


def _right(person: Person | None, password: str) -> bool:
    """Whether this is the active person's password: hashed with no lock held, then compared with the account as it is by now."""
    stored = person.password_hash if person else None
    db.session.commit()
    right = passwords.matches(stored, password)
    fresh = passwords.hashed(password) if right and stored and passwords.is_outdated(stored) else None
    if person is None:
        return False
    lock(person)
    right = right and person.is_active and person.password_hash == stored
    if right and fresh:
        person.password_hash = fresh
    return right
