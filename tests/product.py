"""The product as the tests run it: made and migrated once in a process, put back to that state as often as needed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app import create_app
from cli import seeds
from gateways.keys import MasterKey
from tests import engines
from web import extensions
from web.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.world import Story

T = TypeVar("T")
PLANTED = datetime(2026, 1, 1, tzinfo=UTC)


class Product:
    """One application with its two databases, its key store and its folder of files."""

    def __init__(self, folder: Path, worker: str, *, port: int) -> None:
        database, keys = engines.databases(folder, worker)
        self.settings = Settings(
            data_dir=folder / "var",
            database_url=database.url,
            keys_url=keys.url,
            master_key_file=folder / "master.key",
            base_url=f"http://127.0.0.1:{port}",
            demo=False,
            # As weak as it may be: a hundred tests sign in.
            argon2_memory_kib=64,
            argon2_time=1,
            testing=True,
        )
        MasterKey.create(self.settings.master_key_file)
        self.app = create_app(self.settings)
        self.keys = extensions.attach_keys(self.settings)
        self.keys.create_tables()
        self.databases = (database, keys)
        with self.app.app_context():
            extensions.alembic.upgrade()
            seeds.plant(extensions.db.session(), PLANTED)
            extensions.db.session.commit()
            database.watch(extensions.db.engine)
        keys.watch(self.keys.engine)
        self._told: dict[str, Any] = {}
        self._freeze("kept")

    def renew(self, name: str = "kept") -> None:
        """Databases, keys and files as they were after migration, or when a story of that name had been told."""
        for database in self.databases:
            database.thaw(name)
        self.keys._scope_key.cache_clear()
        shutil.rmtree(self.settings.data_dir)
        shutil.copytree(self._files(name), self.settings.data_dir)

    def tell(self, name: str, story: Callable[[], T]) -> T:
        """The state after a story, which is told once in this process and then put back; gives what the story gave."""
        if name not in self._told:
            self.renew()
            with self.app.app_context():
                self._told[name] = story()
            self._freeze(name)
        self.renew(name)
        told: T = self._told[name]
        return told

    def vary(self, name: str, *, of: str, change: Callable[[], None]) -> None:
        """The state that differs from another by a change, which is made once in this process and then put back."""
        if name not in self._told:
            self.renew(of)
            change()
            self._freeze(name)
            self._told[name] = None
        self.renew(name)

    def story(self, session: Session) -> Story:
        """The peer group of customer work, told once and put back for each test, as this session sees it."""
        story: Story = self.tell("story", _story).again(session)
        session.commit()
        return story

    def _freeze(self, name: str) -> None:
        for database in self.databases:
            database.freeze(name)
        shutil.copytree(self.settings.data_dir, self._files(name))

    def _files(self, name: str) -> Path:
        return self.settings.data_dir.with_name(f"var-{name}")

    def lend(self) -> None:
        """Another process comes to work on the databases: as they should be now, and to be put back although this one sees nothing."""
        for database in self.databases:
            database.settle()
            database.touched = True


def _story() -> Story:
    from tests.world import World

    story = World(extensions.db.session()).story()
    extensions.db.session.commit()
    return story
