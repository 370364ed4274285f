"""Accounts in the running product, at 9.40 on 23 November 2026; everybody's password is the same sentence."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models.base import Base
from models.base.house import OutboxMessage
from models.people import Person
from models.privacy import AuditEvent
from tests import clock
from tests.product import Product
from tests.visitor import Visitor
from tests.world import NOW, Story, World
from vault import mail
from web import passwords
from web.extensions import db

PASSWORD = "lumi narisee kengän alla"
ANOTHER = "kuura kimaltaa oksilla"
LINK = re.compile(r"https?://[^/\s]+(/[\w/-]+)")


@dataclass(frozen=True)
class Letter:
    """A mail as its receiver gets it."""

    to: str
    template: str
    text: str

    @property
    def path(self) -> str:
        """The path of the link in it."""
        found = LINK.search(self.text)
        assert found, self.text
        return found[1]


@dataclass
class House:
    """The running product: its database, its clock, its outbox and its visitors."""

    app: Flask
    session: Session
    world: World
    story: Story
    monkeypatch: pytest.MonkeyPatch

    def visitor(self, person: Person | None = None, *, htmx: bool = False) -> Visitor:
        """A browser of its own, with somebody signed in or nobody."""
        client = self.app.test_client()
        return Visitor.signed_in(client, self.world, person, htmx=htmx) if person else Visitor(client, htmx)

    def sign_in(self, person: Person, password: str = PASSWORD, *, address: str = "127.0.0.1") -> tuple[Visitor, TestResponse]:
        """Somebody signs in through the page."""
        visitor = self.visitor()
        return visitor, self.try_to(visitor, person.email, password, address=address)

    def try_to(self, visitor: Visitor, email: str, password: str, *, address: str = "127.0.0.1") -> TestResponse:
        """Send the sign-in form from a network."""
        visitor.client.environ_base["REMOTE_ADDR"] = address
        return visitor.post("/sessions", page="/sessions/new", email=email, password=password)

    def letters(self) -> list[Letter]:
        """Every mail that waits to leave, oldest first."""
        rows = self.session.scalars(select(OutboxMessage).where(OutboxMessage.cancelled_at.is_(None)).order_by(OutboxMessage.id)).all()
        letters = [Letter(row.to_address, row.template.rpartition("/")[2], mail.text_if_waiting(self.session, row)) for row in rows]
        self.session.commit()
        return letters

    def letter(self, template: str) -> Letter:
        """The newest mail of a kind."""
        return [letter for letter in self.letters() if letter.template == template][-1]

    def again(self, *rows: Base) -> None:
        """See the rows as they are in the database now."""
        for row in rows:
            self.session.refresh(row)
            if isinstance(row, Person):
                self.session.refresh(row, ["grants"])
        self.session.commit()

    def acts(self) -> list[str]:
        """What the log of acts has, oldest first."""
        acts = list(self.session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))
        self.session.commit()
        return acts

    def role_of(self, person: Person) -> int:
        """The id of the person's first role, looked up without keeping the database from others."""
        grant_id = person.grants[0].id
        self.session.commit()
        return grant_id

    def at(self, moment: datetime) -> None:
        """Let it be that time."""
        clock.stop(self.monkeypatch, moment)


@pytest.fixture
def house(app: Flask, product: Product, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """The product with the story's people in it. The session is the test's own: requests have theirs."""
    clock.stop(monkeypatch, NOW)
    with app.app_context():
        engine, hashed = db.engine, passwords.hashed(PASSWORD)
    with Session(engine, expire_on_commit=False, info={"keys": product.keys}) as session:
        world = World(session)
        story = product.story(session)
        for person in session.scalars(select(Person)):
            person.password_hash = hashed
        session.commit()
        yield House(app, session, world, story, monkeypatch)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def visit(request: pytest.FixtureRequest, house: House) -> Callable[[Person], Visitor]:
    """Signs somebody in at a browser of their own, without script and with htmx."""
    return lambda person: house.visitor(person, htmx=request.param)


def went_on(response: TestResponse) -> str | None:
    """Where a success sends the browser, in either way; nothing when it was none."""
    return response.headers.get("Location") or response.headers.get("HX-Redirect")
