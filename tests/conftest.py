"""What every test stands on: one product for each test process, on databases put back before each test that needs them."""

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy.orm import Session

from tests import clock, engines, postgres
from tests.product import Product
from web import i18n
from web.extensions import db

if TYPE_CHECKING:
    from tests.scene import Scene
    from tests.world import Story, World

# A busy machine is no failure: properties are asserted, not the clock on the wall.
# The same examples each time, so that a green run stays green; `make torture` looks for new ones.
settings.register_profile(
    "peili", deadline=None, derandomize=os.environ.get("PEILI_TORTURE") != "1", suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("peili")

pytest.register_assert_rewrite("tests.pages", "tests.pages_market", "tests.scene", "tests.world")

_server = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    """Compile the texts and start PostgreSQL, once; the other test processes inherit where it is."""
    config.stash[_server] = ExitStack()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        i18n.compile_all()
    if engines.ENGINE == "postgresql" and engines.SERVER_HOME not in os.environ and postgres.wheel() is not None:
        os.environ[engines.SERVER_HOME] = str(config.stash[_server].enter_context(postgres.server()))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this process started."""
    config.stash[_server].close()


def pytest_report_header() -> str:
    """The engine, in the first lines of every run."""
    return f"engine: {engines.ENGINE}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what reaches the engine under test; the rest would say the same twice."""
    if engines.ENGINE == "sqlite":
        return
    free = {item for item in items if "engine" not in getattr(item, "fixturenames", ())}
    config.hook.pytest_deselected(items=list(free))
    items[:] = [item for item in items if item not in free]


@pytest.fixture(scope="session")
def listener() -> Iterator[socket.socket]:
    """A loopback port of this process's own: mails link to it, and the browser finds the product there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


@pytest.fixture(scope="session")
def engine() -> str:
    """The engine under test; without it the test is skipped, or fails where REQUIRE_POSTGRES says so."""
    if engines.ENGINE == "postgresql" and engines.SERVER_HOME not in os.environ:
        missing = "PostgreSQL's wheel is not installed: make develop"
        (pytest.fail if os.environ.get("REQUIRE_POSTGRES") == "1" else pytest.skip)(missing)
    return engines.ENGINE


@pytest.fixture(scope="session")
def product(engine: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str, listener: socket.socket) -> Product:
    """The migrated product of this process; tests ask for ``app``."""
    return Product(tmp_path_factory.mktemp("peili"), worker_id, port=listener.getsockname()[1])


@pytest.fixture
def app(product: Product) -> Flask:
    """The product, its databases and files as they were after migration."""
    product.renew()
    return product.app


@pytest.fixture
def scene(product: Product, monkeypatch: pytest.MonkeyPatch) -> "Scene":
    """The whole story, told, with the clock standing twenty minutes before the fourth meeting."""
    from gateways.photo_folder import PhotoFolder
    from tests.scene import tell
    from tests.world import NOW

    clock.stop(monkeypatch, NOW)
    return product.tell("scene", lambda: tell(db.session(), PhotoFolder(product.settings.photos_dir)))


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator["World"]:
    """Builders on the product's own database and keys, in a session that requests do not share; the clock stands."""
    from tests.world import NOW, World

    clock.stop(monkeypatch, NOW)
    with app.app_context():
        engine, keys = db.engine, db.session().info
    with Session(engine, expire_on_commit=False, info=dict(keys)) as session:
        yield World(session)


@pytest.fixture
def story(product: Product, world: "World") -> "Story":
    """The peer group of customer work, told once and put back for each test."""
    return product.story(world.session)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without script, cookies kept."""
    return app.test_client()
