"""The vault is tested on the product's own databases and keys, on either engine."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.vault.circle import Circle
from tests.world import Story, World
from web.extensions import db


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The product's session."""
    with app.app_context():
        yield db.session()


@pytest.fixture
def world(session: Session) -> World:
    """Builders on it."""
    return World(session)


@pytest.fixture
def story(world: World) -> Story:
    """The peer group of customer work."""
    return world.story()


@pytest.fixture
def circle(world: World) -> Circle:
    """Ville, Noora and a manager at one meeting; others around them."""
    return Circle.gather(world)
