"""Open groups as people use them: the account manager, somebody without an account, an employer, the worker."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.base.house import OutboxMessage
from models.commerce.open_group import Application, OpenGroup
from models.people import Person
from tests import clock
from tests.market.groups import Groups
from tests.visitor import Visitor
from tests.world import Story, World
from vault import mail
from web.commerce import seats
from web.extensions import db

LINK = re.compile(r"https?://[^/\s]+(/[\w-]+/[\w-]+)")
LATER = timedelta(seconds=10)


def _after(before: Callable[[], None], then: Callable[..., TestResponse]) -> Callable[..., TestResponse]:
    """The builders' session lets go of the database before each request: on SQLite it would keep everybody waiting."""
    one_by_one = Lock()

    def opened(*args: object, **kwargs: object) -> TestResponse:
        with one_by_one:
            before()
        return then(*args, **kwargs)

    return opened


@dataclass
class Market:
    """The running product around open groups."""

    app: Flask
    world: World
    story: Story
    groups: Groups
    monkeypatch: pytest.MonkeyPatch

    def visitor(self, person: Person | None = None, *, htmx: bool = False) -> Visitor:
        """Somebody at a browser; nobody signed in without a person."""
        client = self.app.test_client()
        client.open = _after(self.world.session.commit, client.open)  # type: ignore[method-assign]
        self.world.session.commit()
        return Visitor.signed_in(client, self.world, person, htmx=htmx) if person else Visitor(client, htmx)

    def at(self, moment: datetime) -> None:
        """Let it be that moment."""
        self.world.now = moment
        clock.stop(self.monkeypatch, moment)

    def later(self, by: timedelta = LATER) -> None:
        """Let time pass."""
        self.at(self.world.now + by)

    def fresh(self) -> None:
        """See what requests have written."""
        self.world.session.commit()
        self.world.session.expire_all()

    def applications(self, group: OpenGroup) -> list[Application]:
        """A group's applications as they stand now."""
        self.fresh()
        return list(self.world.session.scalars(select(Application).where(Application.group_id == group.id).order_by(Application.id)))

    def letters(self, template: str) -> list[tuple[str, str]]:
        """Receivers and texts of the mails made from a template, in their order."""
        self.world.session.commit()
        query = select(OutboxMessage).where(OutboxMessage.template == f"commerce/mail/{template}").order_by(OutboxMessage.id)
        with self.app.app_context():
            return [(row.to_address, mail.text_if_waiting(db.session(), row)) for row in db.session.scalars(query)]

    def link(self, template: str, to: Person | str) -> str:
        """The path in the newest mail of a template to somebody."""
        address = to if isinstance(to, str) else to.email
        texts = [text for receiver, text in self.letters(template) if receiver == address]
        found = LINK.search(texts[-1])
        assert found, texts[-1]
        return found[1]

    def chores(self) -> None:
        """Let the worker look after seats."""
        self.world.session.commit()
        with self.app.app_context():
            seats.expire_seat_offers(now=self.world.now)
            seats.free_unbound_seats(now=self.world.now)
            seats.offer_freed_seats(now=self.world.now)


@pytest.fixture
def market(app: Flask, world: World, story: Story, monkeypatch: pytest.MonkeyPatch) -> Market:
    return Market(app, world, story, Groups(world, story.outi, story.aino), monkeypatch)
