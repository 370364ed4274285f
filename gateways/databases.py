"""Engines for SQLite and PostgreSQL with the settings that keep acknowledged writes.

SQLite opens every writing transaction with BEGIN IMMEDIATE: the driver's deferred begin makes most concurrent
read-then-write transactions fail. WAL is used only with a library free of the WAL-reset fault (3.51.3, 3.50.7 or 3.44.6 on).
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import pysqlite3
from sqlalchemy import create_engine, event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

log = logging.getLogger(__name__)

# Whether the transaction about to begin will write. True unless a page that only reads says otherwise.
writing: ContextVar[bool] = ContextVar("writing", default=True)

PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)


class NotASingleFile(Exception):
    """A PostgreSQL database is copied by pg_dump."""


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite library is free of the WAL-reset corruption fault."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def engine_options(url: str) -> dict[str, Any]:
    """Keyword arguments of ``create_engine`` for this address."""
    if url.startswith("sqlite"):
        return {"module": pysqlite3.dbapi2, "connect_args": {"check_same_thread": False}}
    return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 5}


def open_engine(url: str) -> Engine:
    """An engine of its own, outside Flask (the key store, the command line)."""
    engine = create_engine(url, **engine_options(url))
    configure(engine)
    return engine


def configure(engine: Engine) -> None:
    """Attach the connection settings and the begin rule."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  a raw DB-API connection has no type
    connection.isolation_level = None  # the driver must not begin transactions by itself
    cursor = connection.cursor()
    mode = "WAL" if wal_is_safe(pysqlite3.sqlite_version_info) else "DELETE"
    if mode == "DELETE":
        log.warning("SQLite %s has the WAL-reset fault: using a rollback journal", pysqlite3.sqlite_version)
    for pragma in (f"PRAGMA journal_mode={mode}", *PRAGMAS):
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


def truncate_log(engine: Engine) -> None:
    """Move the write-ahead log into the file and truncate it, so that erased bytes leave the disk too (SQLite only)."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()  # a checkpoint cannot run inside a transaction
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def copy_to(engine: Engine, path: Path) -> None:
    """A consistent copy of a database that is in use, readable by its owner alone; erased bytes are not in it (SQLite only).

    Raises FileExistsError rather than overwrite, NotASingleFile on PostgreSQL, whose own tools make the copy.
    """
    if engine.dialect.name != "sqlite":
        raise NotASingleFile
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    source, copy = engine.raw_connection(), pysqlite3.connect(str(path))
    try:
        source.driver_connection.backup(copy)  # type: ignore[union-attr]  # the driver's own connection
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
        source.close()


def is_whole(path: Path) -> bool:
    """Whether every page of this database file is as it should be (SQLite only); what is no database is not."""
    try:
        connection = pysqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        try:
            return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
        finally:
            connection.close()
    except pysqlite3.DatabaseError:
        return False


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside take no write lock."""
    token = writing.set(False)
    try:
        yield
    finally:
        writing.reset(token)


def sqlite_files(url: str) -> Iterator[str]:
    """Paths of the database file and its companions, for tests and backups."""
    path = url.removeprefix("sqlite:///")
    yield from (path, f"{path}-wal", f"{path}-shm")
