"""The nightly copy: whole, once a day, a fortnight of them, for its owner's eyes."""

from datetime import date, timedelta
from pathlib import Path

import pysqlite3
import pytest
from flask import Flask

from gateways import databases
from models.people import Person
from tests import engines
from tests.world import NOW, Story
from web import backups
from web.extensions import db

pytestmark = pytest.mark.skipif(engines.ENGINE != "sqlite", reason="PostgreSQL is copied by its own tools")


def test_a_copy_is_whole_private_and_made_once_a_day(app: Flask, story: Story) -> None:
    with app.app_context():
        backups.back_up(now=NOW)
        (copy,) = backups.folder().iterdir()
        assert copy.name == "peili-2026-11-23.db"
        assert copy.stat().st_mode & 0o777 == 0o600
        assert backups.folder().stat().st_mode & 0o777 == 0o700
        assert backups.newest() == backups.Backup(date(2026, 11, 23), copy.stat().st_size)
        assert databases.is_whole(copy)
        with pysqlite3.connect(str(copy)) as connection:
            assert connection.execute("SELECT count(*) FROM persons").fetchone()[0] == db.session.query(Person).count()
        made = copy.stat().st_mtime_ns
        backups.back_up(now=NOW + timedelta(hours=3))
        assert copy.stat().st_mtime_ns == made


def test_fourteen_are_kept_and_what_is_no_copy_is_left_alone(app: Flask) -> None:
    with app.app_context():
        other = backups.folder() / "before-the-move.db"
        other.write_bytes(b"kept by hand")
        for day in range(16):
            backups.back_up(now=NOW + timedelta(days=day))
        copies = sorted(path.name for path in backups.folder().iterdir())
    assert copies == [
        "before-the-move.db",
        *(f"peili-2026-{day}.db" for day in ("11-25", "11-26", "11-27", "11-28", "11-29", "11-30")),
        *(f"peili-2026-12-0{n}.db" for n in range(1, 9)),
    ]


def test_a_broken_copy_is_thrown_away_and_the_older_ones_stay(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_to = databases.copy_to

    def spoiled(engine: object, path: Path) -> None:
        copy_to(engine, path)  # type: ignore[arg-type]  # as it was called
        content = bytearray(path.read_bytes())
        content[4096:8192] = b"\xff" * 4096
        path.write_bytes(content)

    with app.app_context():
        backups.back_up(now=NOW)
        monkeypatch.setattr(databases, "copy_to", spoiled)
        with pytest.raises(backups.BackupBroken):
            backups.back_up(now=NOW + timedelta(days=1))
        assert [path.name for path in backups.folder().iterdir()] == ["peili-2026-11-23.db"]


def test_what_a_worker_that_died_left_behind_is_no_hindrance(app: Flask) -> None:
    with app.app_context():
        (backups.folder() / "peili-2026-11-23.part").write_bytes(b"half")
        backups.back_up(now=NOW)
        assert [path.name for path in backups.folder().iterdir()] == ["peili-2026-11-23.db"]


def test_what_is_no_database_is_not_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"no database " * 1000)
    assert not databases.is_whole(path)
