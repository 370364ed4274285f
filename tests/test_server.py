"""How the product is served: no process uses another's connections, and no log shows what opens a door."""

from datetime import timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import text

from models.base.tokens import new_token
from web import extensions
from web.extensions import db

CONFIGURATION = Path(__file__).parent.parent / "gunicorn.conf.py"


@pytest.fixture(scope="module")
def configuration() -> ModuleType:
    spec = spec_from_file_location("configuration", CONFIGURATION)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def logged(configuration: ModuleType, path: str) -> str:
    logger = configuration.DiscreetLogger.__new__(configuration.DiscreetLogger)
    environ = {"REQUEST_METHOD": "GET", "RAW_URI": path, "REMOTE_ADDR": "192.0.2.7", "HTTP_USER_AGENT": "somebody's telephone"}
    atoms = logger.atoms(SimpleNamespace(status="200 OK", sent=12), None, environ, timedelta(milliseconds=7))
    return str(configuration.access_log_format % atoms)


def test_log_shows_neither_tokens_nor_queries_nor_visitors(configuration: ModuleType) -> None:
    token, _ = new_token()
    line = logged(configuration, f"/invitations/{token}?q=Kim")
    assert "GET /invitations/… 200 12 bytes 7 ms" in line
    assert not any(secret in line for secret in (token, "Kim", "192.0.2.7", "telephone"))


def test_log_shows_ordinary_addresses_whole(configuration: ModuleType) -> None:
    assert "GET /participations/12/substitutions/new 200" in logged(configuration, "/participations/12/substitutions/new")


def test_forked_process_opens_connections_of_its_own(app: Flask) -> None:
    with app.app_context():
        with db.engine.connect() as connection:
            parents = connection.connection.driver_connection
        extensions.forget_connections(app)
        with db.engine.connect() as connection:
            assert connection.connection.driver_connection is not parents
            assert connection.scalar(text("SELECT 1")) == 1
    assert parents is not None
    parents.cursor().execute("SELECT 1")  # still the parent's, and open
    parents.close()
