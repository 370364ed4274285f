"""Agreements among the people of the story, at 9.40 on 23 November 2026."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateways import databases
from models.people import Person
from tests import clock
from tests.blueprints.commerce.agreements.agreeing import Signing
from tests.market.agreements import Agreements
from tests.product import Product
from tests.world import NOW, Story, World
from web.extensions import db


def _tell() -> Story:
    story = World(db.session()).story()
    for person in db.session.scalars(select(Person)):
        person.password_hash = "chosen long ago"
    db.session.commit()
    return story


@pytest.fixture
def signing(app: Flask, product: Product, monkeypatch: pytest.MonkeyPatch) -> Iterator[Signing]:
    """Everybody of the story has a password, so that nobody needs a link unless the test says so."""
    clock.stop(monkeypatch, NOW)
    told = product.tell("agreements", _tell)
    with app.app_context():
        engine = db.engine
    # Reading here must not keep the product from writing.
    with databases.reading(), Session(engine, expire_on_commit=False) as session:
        world = World(session)
        story = told.again(session)
        session.commit()
        yield Signing(app, world, story, Agreements(world, story), monkeypatch)
