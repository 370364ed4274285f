"""Pages of the process wing, seen by the people of the story at 9.40 on 23 November 2026."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from models.people import Person
from tests import clock
from tests.visitor import Visitor
from tests.world import NOW, Story, World
from web.extensions import db

As = Callable[..., Visitor]


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Builders on the product's own database; the clock stands."""
    clock.stop(monkeypatch, NOW)
    with app.app_context():
        yield World(db.session())
        db.session.remove()


@pytest.fixture
def story(world: World) -> Story:
    """The peer group of customer work."""
    story = world.story()
    world.session.commit()
    return story


@pytest.fixture
def as_(app: Flask, world: World) -> As:
    """A browser of its own for anybody: ``as_(story.aino)``, ``as_(story.aino, htmx=True)``."""

    def visitor(person: Person, *, htmx: bool = False) -> Visitor:
        return Visitor.signed_in(app.test_client(), world, person, htmx=htmx)

    return visitor
