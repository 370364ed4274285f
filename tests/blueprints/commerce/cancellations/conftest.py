"""Agreements in force among the people of the story, told once and put back for each test."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gateways import databases
from models.people import Role
from tests import clock
from tests.blueprints.commerce.cancellations.counter import Counter, Ids
from tests.market.terms import Market
from tests.product import Product
from tests.world import NOW, Story, World
from web.extensions import db


def _tell() -> tuple[Story, Ids]:
    world = World(db.session())
    story = world.story()
    tiina = world.person("Tiina Koskela", Role.ACCOUNT_MANAGER)
    for person in (*(value for value in vars(story).values() if hasattr(value, "password_hash")), tiina):
        person.password_hash = "chosen long ago"
    market = Market(world, story)
    group, running = market.group(), market.group(begun=True)
    market.lead = world.supervisor("Tuuli Kesäniemi")
    single = market.single()
    market.lead = world.supervisor("Petri Hakkala")
    seat, _other = market.open_group(story.joonas, story.saana)
    ids = Ids(
        group=group.agreement.id,
        running=running.agreement.id,
        single=single.agreement.id,
        open_seat=seat.agreement.id,
        seats={name: each.id for name, each in group.seats.items()},
        joonas=seat.seats["joonas"].id,
        tiina=tiina.id,
    )
    db.session.commit()
    return story, ids


@pytest.fixture
def counter(app: Flask, product: Product, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """The story with its agreements; the tests look at it through a session of their own."""
    clock.stop(monkeypatch, NOW)
    told, ids = product.tell("cancellations", _tell)
    with app.app_context():
        engine = db.engine
    # Reading here must not keep the product from writing.
    with databases.reading(), Session(engine, expire_on_commit=False) as session:
        story = Story(**{name: _own(session, value) for name, value in vars(told).items()})
        yield Counter(app, World(session), story, monkeypatch, NOW, ids=ids)


def _own(session: Session, value: Any) -> Any:  # noqa: ANN401  rows, and what holds rows
    """The same rows in this session."""
    if isinstance(value, dict):
        return {key: _own(session, item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_own(session, item) for item in value)
    return session.merge(value, load=False)
