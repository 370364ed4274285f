"""Requests for a quote, with Outi, who looks after social and health care and whatever nobody else does, and two more account managers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateways import databases
from models.base.house import OutboxMessage
from models.commerce.catalogue import AccountManager, Sector
from models.commerce.request import QuoteRequest
from models.people import Person, Role
from tests import clock
from tests.product import Product
from tests.visitor import Visitor
from tests.world import NOW, Story, World
from vault import mail
from web.extensions import db


@dataclass
class Office:
    """The people and the database of these tests."""

    app: Flask
    world: World
    story: Story
    outi: AccountManager
    essi: AccountManager
    monkeypatch: pytest.MonkeyPatch

    @property
    def session(self) -> Session:
        """What is in the database now."""
        self.world.session.rollback()
        self.world.session.expire_all()
        return self.world.session

    def visitor(self, person: Person | None = None, *, htmx: bool = False) -> Visitor:
        """Somebody at a browser, or nobody known."""
        self.world.session.rollback()  # writing needs a snapshot of its own
        client = self.app.test_client()
        return Visitor.signed_in(client, self.world, person, htmx=htmx) if person else Visitor(client, htmx)

    def at(self, moment: datetime) -> None:
        """Let it be that moment."""
        clock.stop(self.monkeypatch, moment)
        self.world.now = moment

    def requests(self) -> list[QuoteRequest]:
        """All there are."""
        return list(self.session.scalars(select(QuoteRequest).order_by(QuoteRequest.id)))

    def sector(self, position: int) -> Sector:
        """A planted sector."""
        return self.session.scalars(select(Sector).where(Sector.position == position)).one()

    def mails(self) -> list[tuple[str, str]]:
        """Every mail made so far: to whom, and its whole text."""
        messages = self.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        with self.app.app_context():
            return [(each.to_address, mail.text_of(db.session(), db.session.get_one(OutboxMessage, each.id))) for each in messages]


def _tell() -> Story:
    session = db.session()
    world = World(session)
    story = world.story()
    essi = world.person("Essi Talvitie", Role.ACCOUNT_MANAGER)
    sectors = session.scalars(select(Sector).order_by(Sector.position)).all()
    for person, fallback, mine in ((story.outi, True, sectors[:1]), (essi, False, sectors[1:2])):
        title = {"fi": "Asiakkuusvastaava", "sv": "Kundansvarig", "en": "Account manager"}
        session.add(AccountManager(person=person, title=title, is_fallback=fallback, sectors=list(mine)))
    session.commit()
    return story


@pytest.fixture
def office(app: Flask, product: Product, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The office on Monday 23 November 2026 at 9.40."""
    clock.stop(monkeypatch, NOW)
    told = product.tell("office", _tell)
    with app.app_context():
        engine = db.engine
    with databases.reading(), Session(engine, expire_on_commit=False) as session:
        world = World(session)
        story = told.again(session)
        cards = session.scalars(select(AccountManager).order_by(AccountManager.id)).all()
        yield Office(app, world, story, cards[0], cards[1], monkeypatch)


TOKEN = re.compile(r"/(?:drafts|receipts)/([^/]+)")


def token_in(url: str) -> str:
    """The secret part of an address."""
    found = TOKEN.search(url)
    assert found, url
    return found[1]
