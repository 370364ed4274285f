"""The product as the tests run it: made and migrated once in a process, put back to that state as often as needed."""

import shutil
from pathlib import Path

from app import create_app
from gateways.keys import MasterKey
from tests import engines
from web import extensions
from web.settings import Settings


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
            database.watch(extensions.db.engine)
        keys.watch(self.keys.engine)
        for each in self.databases:
            each.freeze()

    def renew(self) -> None:
        """Databases, keys and files as they were after migration."""
        for database in self.databases:
            database.thaw()
        self.keys._scope_key.cache_clear()
        shutil.rmtree(self.settings.data_dir)
        self.settings.data_dir.mkdir()

    def touched(self) -> None:
        """Another process worked on the databases: they need putting back although this one saw nothing."""
        for database in self.databases:
            database.touched = True
