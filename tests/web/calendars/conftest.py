"""The story, as the functions of the product see it: in the session of an application's context."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.world import Story
from web.extensions import db


@pytest.fixture
def inside(app: Flask, story: Story) -> Iterator[Story]:
    """The story in the product's own session."""
    with app.app_context():
        yield story.again(db.session())
