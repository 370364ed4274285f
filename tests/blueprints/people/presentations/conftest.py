"""Presentations in the running product: Aino's is published, Mikael's is a draft."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models.base.house import OutboxMessage
from models.people import Person, Supervisor
from models.privacy import AuditEvent
from tests import clock
from tests.presentations import written
from tests.product import Product
from tests.visitor import Visitor
from tests.world import NOW, Story, World
from vault import mail
from web import extensions


@dataclass
class Gallery:
    """The story with two presentations, in a session that requests do not share."""

    session: Session
    world: World
    story: Story
    aino: Supervisor
    mikael: Supervisor

    def fresh(self) -> "Gallery":
        """Forget what was read before a request."""
        self.session.rollback()
        self.session.expire_all()
        return self

    def acts(self) -> list[str]:
        """What the audit log says, oldest first."""
        return list(self.fresh().session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))

    def mails(self) -> list[tuple[str, str]]:
        """Receivers and texts of the mails that wait to leave."""
        messages = self.fresh().session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        return [(message.to_address, mail.text_of(self.session, message)) for message in messages]


@dataclass
class Guest(Visitor):
    """A visitor before whose requests the test's own session lets go of the database."""

    session: Session | None = None

    def get(self, url: str, **query: str) -> TestResponse:
        self._let_go()
        return super().get(url, **query)

    def post(self, url: str, *, page: str, **fields: str) -> TestResponse:
        self._let_go()
        return super().post(url, page=page, **fields)

    def _let_go(self) -> None:
        if self.session is not None:
            self.session.rollback()


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, NOW)


@pytest.fixture
def gallery(app: Flask, product: Product) -> Iterator[Gallery]:
    with app.app_context():
        engine = extensions.db.engine
    with Session(engine, expire_on_commit=False, info=extensions._session_info) as session:
        world = World(session)
        story = product.story(session)
        presentations = [written(person, now=world.before) for person in (story.aino, story.mikael)]
        session.add_all(presentations)
        session.flush()
        presentations[0].publish(by=story.jaana, now=world.before)
        session.commit()
        yield Gallery(session, world, story, *presentations)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def visit(request: pytest.FixtureRequest, app: Flask, gallery: Gallery) -> Callable[[Person], Visitor]:
    """Signs somebody in at a browser of their own, without script and with htmx."""
    return lambda person: Guest(_client(app, gallery, person), request.param, gallery.session)


@pytest.fixture
def plain(app: Flask, gallery: Gallery) -> Callable[[Person], Visitor]:
    """Signs somebody in at a browser without script."""
    return lambda person: Guest(_client(app, gallery, person), session=gallery.session)


@pytest.fixture
def visitor(app: Flask, gallery: Gallery) -> Visitor:
    """Nobody who is known."""
    return Guest(app.test_client(), session=gallery.session)


def _client(app: Flask, gallery: Gallery, person: Person) -> FlaskClient:
    return Visitor.signed_in(app.test_client(), gallery.world, person).client
