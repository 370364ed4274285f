"""The nightly copy of the database, where the database is a file. The keys are not in it: a copy alone opens no text.

PostgreSQL is copied by its operator with its own tools; there is nothing to do here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from flask import current_app

from gateways import databases
from models.base.local_time import to_local
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

KEPT = 14  # the newest copies
NAME = "peili-{}.db"


class BackupBroken(Exception):
    """The copy is not whole. It is thrown away, the older ones stay."""


class Backup(NamedTuple):
    """A copy that has been looked through."""

    date: date
    size: int  # bytes


def folder() -> Path:
    """Where the copies are; readable by the product's own account alone."""
    path: Path = current_app.config["PEILI"].data_dir / "backups"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def are_made_here() -> bool:
    """Whether the product makes the copies itself."""
    return db.engine.dialect.name == "sqlite"


def newest() -> Backup | None:
    """The last copy, if there is one."""
    found = _copies()
    return Backup(date.fromisoformat(found[-1].stem.removeprefix("peili-")), found[-1].stat().st_size) if found else None


def back_up(*, now: datetime) -> None:
    """Copy the database, once a day, look the copy through, and drop the oldest copies. Raises BackupBroken."""
    if not are_made_here():
        return
    target = _path(to_local(now).date())
    if target.exists():
        return
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)  # left by a worker that died
    databases.copy_to(db.engine, part)
    if not databases.is_whole(part):
        part.unlink()
        raise BackupBroken
    part.replace(target)
    for old in _copies()[:-KEPT]:
        old.unlink()


def _path(day: date) -> Path:
    return folder() / NAME.format(day.isoformat())


def _copies() -> list[Path]:
    return sorted(folder().glob(NAME.format("????-??-??")))
