"""Outi at her desk, and Antti with his mail, at 9.40 on 23 November 2026."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from gateways import databases
from tests.blueprints.process.conftest import as_, both, told
from tests.market.quotes import Quotes
from tests.world import Story, World
from web.extensions import db

Counted = Callable[[Callable[[], object]], int]

__all__ = ["Counted", "as_", "both", "counted", "quotes", "told"]


@pytest.fixture
def quotes(world: World, story: Story) -> Iterator[Quotes]:
    """Builders of quotes; ``fresh`` lets the product see their rows, and the test what the product has done."""
    # Reading here must not keep the product from writing.
    with databases.reading():
        yield Quotes(world, story)


@pytest.fixture
def counted(app: Flask) -> Counted:
    """How many statements an act asks the database."""
    with app.app_context():
        engine = db.engine

    def count(act: Callable[[], object]) -> int:
        said: list[str] = []

        def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
            said.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        act()
        event.remove(engine, "before_cursor_execute", note)
        return len(said)

    return count
