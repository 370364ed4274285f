"""Swaps among the people of the story, at 9.40 on 23 November 2026: twenty minutes before their fourth meeting."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gateways import databases
from tests import clock
from tests.blueprints.process.substitutions.swapping import Swapping
from tests.product import Product
from tests.world import NOW, Story, World
from web.extensions import db


def _tell() -> Story:
    story = World(db.session()).story()
    story.joonas.password_hash = "chosen long ago"
    db.session.commit()
    return story


@pytest.fixture
def swapping(app: Flask, product: Product, monkeypatch: pytest.MonkeyPatch) -> Iterator[Swapping]:
    """The story told once and put back for each test; the tests look at it through a session of their own."""
    clock.stop(monkeypatch, NOW)
    told = product.tell("swaps", _tell)
    with app.app_context():
        engine = db.engine
    # Reading here must not keep the product from writing.
    with databases.reading(), Session(engine, expire_on_commit=False) as session:
        story = told.again(session)
        yield Swapping(app, World(session), story, monkeypatch, NOW)
