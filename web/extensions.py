"""The Flask extensions, bound to one application at a time by ``init``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_alembic import Alembic
from flask_babel import Babel
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event

import models
from gateways import databases
from gateways.keys import KeyStore, MasterKey
from models.base import Base
from vault import guard

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from web.settings import Settings

_session_info: dict[str, Any] = {}
db = SQLAlchemy(
    metadata=Base.metadata,
    disable_autonaming=True,
    session_options={"info": _session_info, "expire_on_commit": False, "autoflush": True},
)
alembic = Alembic(run_mkdir=False)
babel = Babel()
logins = LoginManager()

__all__ = ["alembic", "babel", "db", "init", "logins", "models"]


def init(app: Flask, settings: Settings) -> None:
    """Bind the extensions, the engine's settings and the key store to this application."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = databases.engine_options(settings.database_url)
    app.config["ALEMBIC"] = {"script_location": str(app.root_path) + "/migrations", "version_locations": []}
    db.init_app(app)
    alembic.init_app(app)
    logins.session_protection = None
    logins.init_app(app, add_context_processor=False)
    event.listen(db.session, "before_flush", _announced)
    with app.app_context():
        databases.configure(db.engine)
        guard.install(db.engine)


def _announced(session: Session, _context: object, _instances: object) -> None:
    """A page that says it only reads must not write: it would wait for the lock half-way, or lose to somebody else."""
    if not databases.writing.get() and (session.new or session.dirty or session.deleted):
        message = "this endpoint writes: declare it with writes=True"
        raise RuntimeError(message)


def attach_keys(settings: Settings) -> KeyStore:
    """Open the key store and hand it to every database session. Raises KeyMissing when there is no master key."""
    store = KeyStore(settings.keys_url, MasterKey.load(settings.master_key_file))
    _session_info["keys"] = store
    return store


def forget_connections(app: Flask) -> None:
    """After a fork: leave the parent's connections to the parent, so that two processes never speak through one."""
    with app.app_context():
        engines = list(db.engines.values())
    if "keys" in _session_info:
        engines.append(_session_info["keys"].engine)
    for engine in engines:
        engine.dispose(close=False)
