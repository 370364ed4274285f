"""Mails: rendered in the receiver's language from ``templates/<wing>/mail/<name>.txt`` (subject on the first line)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import force_locale

from models.base.clock import utcnow
from vault import mail as outbox
from vault.mail import Letter
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.base.house import OutboxMessage
    from models.people import Person
    from models.process import Engagement


def send(person: Person, template: str, *, to: str | None = None, ahead: Engagement | None = None, **context: object) -> OutboxMessage:
    """Put a mail to a person into the outbox of this transaction; ``to`` overrides the address (an old one, say).

    ``ahead`` is the engagement whose coming events the mail tells of: it does not leave once the person has left that.
    The worker sends mails too, so templates see no request: ``fmt``, ``provider_name`` and what is given here.
    """
    with force_locale(person.language):
        text = current_app.jinja_env.get_template(f"{template}.txt").render(person=person, **context)
    letter = Letter(template, person.language, text.strip() + "\n", ahead.id if ahead else None)
    return outbox.post(db.session(), letter, to=to or person.email, recipient=person, now=utcnow())


def send_to(email: str, language: str, template: str, **context: object) -> OutboxMessage:
    """The same to somebody who has no account; templates see no ``person``."""
    with force_locale(language):
        text = current_app.jinja_env.get_template(f"{template}.txt").render(**context)
    letter = Letter(template, language, text.strip() + "\n")
    return outbox.post(db.session(), letter, to=email, recipient=None, now=utcnow())


def drop(person: Person, engagement: Engagement, *, now: datetime) -> None:
    """Let no mail that tells the person of the engagement's coming events leave any more."""
    outbox.cancel_for(db.session(), person, now=now, engagement_id=engagement.id)


def address(path: str) -> str:
    """A full address of a path, as people reach the product; never made from the request's Host."""
    return str(current_app.config["PEILI"].base_url) + path
