"""The ground the tests stand on: nothing of one test is left for the next, on the engine that was asked for."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.base.clock import utcnow
from models.base.house import Submission
from tests.product import Product
from web.extensions import alembic, db


def test_engine_is_the_one_asked_for(app: Flask, engine: str) -> None:
    with app.app_context():
        assert db.engine.dialect.name == engine


@pytest.mark.parametrize("turn", ["first", "second", "third"])
def test_nothing_is_left_for_the_next_test(app: Flask, product: Product, turn: str) -> None:
    key_id = product.keys.new_key("engagement:1")
    photo = product.settings.data_dir / "photo"
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Submission)) == 0
        db.session.add(Submission(key=turn, endpoint="engagements.create", at=utcnow()))
        db.session.commit()
    with product.keys.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM text_keys").scalar() == 1
    assert len(product.keys.key(key_id)) == 32
    assert not photo.exists()
    photo.write_text(turn)


def test_a_story_is_told_once_and_put_back(product: Product) -> None:
    told = []

    def story() -> str:
        told.append(1)
        db.session.add(Submission(key="told", endpoint="engagements.create", at=utcnow()))
        db.session.commit()
        (product.settings.data_dir / "photo").write_text("told")
        return "the end"

    for _turn in range(2):
        assert product.tell("test", story) == "the end"
        with product.app.app_context():
            assert db.session.scalars(select(Submission.key)).all() == ["told"]
            db.session.add(Submission(key="later", endpoint="engagements.create", at=utcnow()))
            db.session.commit()
        (product.settings.data_dir / "photo").unlink()
    assert told == [1]


def test_migrations_lead_to_the_models(app: Flask) -> None:
    with app.app_context():
        assert alembic.compare_metadata() == []
