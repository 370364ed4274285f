"""The pages of those who watch over the service, at 9.40 on 23 November 2026."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from models.people import Person
from tests import clock
from tests.product import Product
from tests.visitor import Visitor
from tests.world import NOW, Story, World
from web.extensions import db


@dataclass
class Watch:
    """The story on the product's database, with a session of the test's own."""

    app: Flask
    session: Session
    world: World
    story: Story

    def visitor(self, person: Person | None = None, *, htmx: bool = False) -> Visitor:
        """A browser of its own, with somebody signed in or nobody."""
        client = self.app.test_client()
        return Visitor.signed_in(client, self.world, person, htmx=htmx) if person else Visitor(client, htmx)


@pytest.fixture
def watch(app: Flask, product: Product, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """The product with the story's people in it."""
    clock.stop(monkeypatch, NOW)
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False, info={"keys": product.keys}) as session:
        world = World(session)
        yield Watch(app, session, world, product.story(session))


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def visit(request: pytest.FixtureRequest, watch: Watch) -> Callable[[Person | None], Visitor]:
    """A browser for somebody or nobody, without script and with htmx."""
    return lambda person: watch.visitor(person, htmx=request.param)
