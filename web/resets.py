"""Forgotten passwords: the page only notes who asked, and the worker answers, so nobody can tell known addresses from unknown ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from sqlalchemy import select

from models.people import Person, ResetRequest
from models.people.throttle import NETWORK, PAIR
from web import accounts, throttling
from web.extensions import db
from web.signing_in import network

if TYPE_CHECKING:
    from datetime import datetime

BATCH = 50


def ask(email_key: str, *, now: datetime) -> None:
    """Note that a link is wanted for an address; too many wishes are dropped without a word."""
    keys = [throttling.key("reset", email_key, PAIR), throttling.key("resets", network(request.remote_addr), NETWORK)]
    try:
        throttling.claim(keys, now=now)
    except throttling.TooSoon:
        return
    db.session.add(ResetRequest(email_key=email_key, asked_at=now))


def is_any_asked() -> bool:
    """Whether a request waits for its answer."""
    return db.session.scalars(select(ResetRequest.id).limit(1)).first() is not None


def answer(*, now: datetime) -> None:
    """Answer what has been asked for, in one commit. An account that nobody has taken into use gets its invitation anew."""
    requests = select(ResetRequest).order_by(ResetRequest.id).limit(BATCH).with_for_update(skip_locked=True)
    for wish in db.session.scalars(requests).all():
        person = db.session.scalars(select(Person).where(Person.email_key == wish.email_key)).one_or_none()
        if person is not None and person.is_active:
            (accounts.send_reset if person.password_hash else _invite)(person, now=now)
        db.session.delete(wish)
    db.session.commit()


def _invite(person: Person, *, now: datetime) -> None:
    accounts.invite(person, None, now=now)
