"""Checking an address and a password, slowed down after failures; throttles live in the database."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.base.email import EmailAddress
from models.people import Person, Throttle
from models.privacy import AuditEvent
from web import passwords
from web.extensions import db
from web.signing_in import network

if TYPE_CHECKING:
    from datetime import datetime


class SignInRefused(DomainError):
    """The address and the password do not belong together; which one was wrong is not told."""

    code = "sign_in.refused"
    field = "email"


class SignInTooSoon(SignInRefused):
    """Too many failures: wait before the next try."""

    code = "sign_in.too_soon"


def authenticate(email: str, password: str, address: str | None, *, now: datetime) -> Person:
    """The person, or SignInRefused. A failure is counted against the account and the network, in a commit of its own."""
    try:
        key = EmailAddress.parse(email).key
    except DomainError:
        key = ""
    throttles = [_throttle(f"account:{_short(key)}", now=now), _throttle(f"network:{network(address)}", now=now)]
    wait = max(t.wait(now=now) for t in throttles)
    if wait:
        raise SignInTooSoon(seconds=int(wait.total_seconds()) + 1)
    person = db.session.scalars(select(Person).where(Person.email_key == key)).one_or_none()
    if not passwords.matches(person.password_hash if person else None, password) or person is None or not person.is_active:
        for throttle in throttles:
            throttle.fail(now=now)
            db.session.add(throttle)
        db.session.add(
            AuditEvent(at=now, actor_id=None, act="sign_in.refused", object_type="person", subject_id=person.id if person else None)
        )
        db.session.commit()
        raise SignInRefused
    throttles[0].failures, throttles[0].blocked_until = 0, None
    if person.password_hash and passwords.is_outdated(person.password_hash):
        person.password_hash = passwords.make(password)
    db.session.add(AuditEvent(at=now, actor_id=person.id, act="sign_in.created", object_type="person", object_id=person.id))
    return person


def _throttle(key: str, *, now: datetime) -> Throttle:
    return db.session.get(Throttle, key) or Throttle(key=key, failures=0, last_failure_at=now)


def _short(key: str) -> str:
    """An address that fails to sign in need not be remembered in clear."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]
