"""Scopes and rules are tested on a database in memory, without the application."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.world import Story, World, memory, story_in


@pytest.fixture
def session() -> Iterator[Session]:
    """An empty database."""
    with memory() as session:
        yield session


@pytest.fixture
def world(session: Session) -> World:
    """Builders on it."""
    return World(session)


@pytest.fixture
def story(world: World) -> Story:
    """The peer group of customer work."""
    return story_in(world.session)
