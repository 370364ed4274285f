"""The databases the tests run on: migrated once in each test process, then put back by copying before a test that needs it."""

import os
import shutil
from abc import ABC, abstractmethod
from pathlib import Path
from threading import Lock

import psycopg
from psycopg import sql
from sqlalchemy import Engine, event

from tests import postgres

ENGINE = os.environ.get("PEILI_TEST_ENGINE", "sqlite")
# Where the server that the first process of a test run started keeps its socket; the other processes inherit it.
SERVER_HOME = "PEILI_TEST_POSTGRES_HOME"
ROUNDS = 50  # times that PostgreSQL's rows are put back before what was deleted is swept out


class Database(ABC):
    """A database that can be put back to any of the states in which it was frozen.

    Putting back waits until somebody connects: a test that tells a story on fresh databases pays once, one that needs no database nothing.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.touched = True
        self._at = ""
        self._due = ""
        self._engine: Engine | None = None
        self._lock = Lock()

    def watch(self, engine: Engine) -> None:
        """Notice every change made by the engine the product reaches this database by: what was not changed needs no putting back."""
        self._engine = engine
        event.listen(engine, "do_connect", self._connects)
        event.listen(engine, "commit", self._touch)

    def freeze(self, name: str = "kept") -> None:
        """Remember the present state under a name."""
        self.settle()
        self._release()
        self._keep(name)
        self.touched, self._at = False, name

    def thaw(self, name: str = "kept") -> None:
        """Put a remembered state back, unless it stands and nobody has changed it since."""
        if self.touched or self._at != name:
            self._release()
            self._due = name
            self.touched, self._at = False, name

    def settle(self) -> None:
        """Put back now what is due: somebody else is about to come near."""
        with self._lock:
            if self._due:
                self._put_back(self._due)
                self._due = ""

    def _connects(self, *_: object) -> None:
        self.settle()

    def _touch(self, *_: object) -> None:
        self.touched = True

    def _release(self) -> None:
        if self._engine is not None:
            self._engine.dispose()

    @abstractmethod
    def _keep(self, name: str) -> None: ...

    @abstractmethod
    def _put_back(self, name: str) -> None: ...


class SqliteFile(Database):
    """A file, kept as further files beside it."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"sqlite:///{path}")
        self.path = path

    def _keep(self, name: str) -> None:
        # The last connection's end has moved the write-ahead log into the file.
        shutil.copyfile(self.path, self.path.with_suffix(f".{name}"))

    def _put_back(self, name: str) -> None:
        for companion in ("-wal", "-shm", "-journal"):
            Path(f"{self.path}{companion}").unlink(missing_ok=True)
        shutil.copyfile(self.path.with_suffix(f".{name}"), self.path)


class PostgresDatabase(Database):
    """A database of the test server; each state is kept as a schema beside the product's own, and put back row by row."""

    def __init__(self, home: Path, name: str) -> None:
        super().__init__(postgres.url(home, name))
        self.home, self.name = home, name
        self._kept: dict[str, str] = {}
        self._times = 0
        self._own: psycopg.Connection | None = None  # kept open: a new one learns all tables first
        with postgres.administrator(home) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))

    def _keep(self, name: str) -> None:
        with postgres.administrator(self.home, self.name) as connection:
            schema = f"kept_{name}"
            script = ["SET session_replication_role = replica"]  # append-only tables give way, and rows may come in any order
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
            for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
                kept, own = (sql.Identifier(place, table) for place in (schema, "public"))
                connection.execute(sql.SQL("CREATE TABLE {} AS TABLE {}").format(kept, own))
                back = sql.SQL("DELETE FROM {own}; INSERT INTO {own} SELECT * FROM {kept}").format(own=own, kept=kept)
                script.append(back.as_string(connection))
            counters = "SELECT sequencename, coalesce(last_value, 1), last_value IS NOT NULL FROM pg_sequences WHERE schemaname = 'public'"
            for counter, value, used in connection.execute(counters):
                script.append(sql.SQL("SELECT setval({}, {}, {})").format(counter, value, used).as_string(connection))
            self._kept[name] = f"BEGIN; {'; '.join(script)}; COMMIT"

    def _put_back(self, name: str) -> None:
        if self._own is None:
            self._own = postgres.connect(self.home, self.name)
        others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        self._own.execute(others, [self.name])
        self._own.execute(self._kept[name].encode())
        self._times += 1
        if self._times % ROUNDS == 0:
            self._own.execute("VACUUM")


def databases(folder: Path, worker: str) -> tuple[Database, Database]:
    """The product's database and its key store, empty, for one test process."""
    if ENGINE == "sqlite":
        return SqliteFile(folder / "peili.db"), SqliteFile(folder / "keys.db")
    home = Path(os.environ[SERVER_HOME])
    return PostgresDatabase(home, f"peili_{worker}"), PostgresDatabase(home, f"keys_{worker}")
