"""What the tests of mails share: the story, a post office, and a worker's turn."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from gateways import databases
from models.base.house import OutboxMessage
from models.people import Person
from tests.post_office import PostOffice, opened
from tests.world import NOW
from web import mail, mailing
from web.extensions import db

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from tests.world import Story

SENDER = "Peili <peili@merituuli.example>"


@dataclass
class Mailer:
    """The product with a mail server of its own."""

    app: Flask
    session: Session
    story: Story

    def use(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Send by this server."""
        settings = dataclasses.replace(self.app.config["PEILI"], smtp_url=url, mail_from=SENDER)
        monkeypatch.setitem(self.app.config, "PEILI", settings)
        self.app.extensions.pop("peili-mail-rest", None)

    def invite(self, *people: Person) -> None:
        """A mail to each."""
        with self.app.app_context():
            for person in people:
                mail.send(person, "people/mail/password_changed", forgotten_url=mail.address("/password-resets/new"))
            db.session.commit()

    def work(self, after: timedelta = timedelta(0)) -> None:
        """One turn of the worker, so long after the beginning."""
        with self.app.app_context():
            mailing.deliver_due(now=NOW + after)
            db.session.remove()

    def rows(self) -> list[OutboxMessage]:
        """The outbox as it is now."""
        with self.app.app_context(), databases.reading():
            return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))

    def state(self) -> list[str]:
        """Each mail's state in a word."""
        return [_state(row) for row in self.rows()]


def _state(row: OutboxMessage) -> str:
    ended: list[tuple[str, datetime | None]] = [("sent", row.delivered_at), ("off", row.cancelled_at), ("dead", row.dead_at)]
    return next((word for word, moment in ended if moment), "waits")


@pytest.fixture
def mailer(app: Flask, story: Story, world: object, monkeypatch: pytest.MonkeyPatch) -> Mailer:
    """No server is known yet."""
    from tests.world import World

    assert isinstance(world, World)
    return Mailer(app, world.session, story)


@pytest.fixture
def office(mailer: Mailer, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """A server that takes everything, and is used."""
    with opened(PostOffice()) as office:
        mailer.use(f"smtp://127.0.0.1:{office.port}", monkeypatch)
        yield office
