"""Copies of the two databases, and the master key that belongs to a key store."""

from pathlib import Path

import pysqlite3
import pytest
from click.testing import Result
from flask import Flask

from models.base.clock import utcnow
from models.confidential import SealedKind
from tests.product import Product
from vault import texts
from web.extensions import db


@pytest.fixture
def sealed(app: Flask) -> str:
    """A text and its key, saved; gives the key's id."""
    with app.app_context():
        key_id = texts.new_key(db.session(), "mail")
        texts.write(db.session(), texts.Label(SealedKind.MAIL, "mail", key_id, 1, None), "työnohjaus", now=utcnow())
        db.session.commit()
    return key_id


def run(app: Flask, *args: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=[str(arg) for arg in args])


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = pysqlite3.connect(str(path))
    try:
        return list(connection.execute(query))
    finally:
        connection.close()


@pytest.fixture
def files(engine: str) -> None:
    if engine != "sqlite":
        pytest.skip("PostgreSQL is copied by its own tools")


@pytest.mark.usefixtures("files")
def test_copies_are_whole_and_their_owner_s_alone(app: Flask, sealed: str, tmp_path: Path) -> None:
    database, keys = tmp_path / "database.db", tmp_path / "keys.db"
    assert run(app, "database", "copy", database).exit_code == 0
    assert run(app, "keys", "copy", keys).exit_code == 0
    assert rows(database, "SELECT key_id FROM sealed_texts") == [(sealed,)]
    assert rows(keys, "SELECT key_id FROM text_keys") == [(sealed,)]
    assert [path.stat().st_mode & 0o777 for path in (database, keys)] == [0o600, 0o600]
    assert not list(tmp_path.glob("*-wal"))


@pytest.mark.usefixtures("files")
def test_copy_never_overwrites(app: Flask, tmp_path: Path) -> None:
    taken = tmp_path / "taken.db"
    taken.write_text("mine")
    result = run(app, "database", "copy", taken)
    assert (result.exit_code, taken.read_text()) == (1, "mine")
    assert "exists" in result.output


def test_postgresql_is_left_to_pg_dump(app: Flask, engine: str, tmp_path: Path) -> None:
    if engine == "sqlite":
        pytest.skip("SQLite is copied by the product")
    result = run(app, "database", "copy", tmp_path / "copy.db")
    assert (result.exit_code, "pg_dump" in result.output) == (1, True)


def test_every_key_opens_with_its_master_key(app: Flask, sealed: str) -> None:
    result = run(app, "keys", "check")
    assert (result.exit_code, result.output) == (0, "2 keys open, 0 do not.\n")


def test_key_wrapped_under_another_master_key_is_found(app: Flask, product: Product, sealed: str) -> None:
    right = product.settings.master_key_file.read_bytes()
    try:
        replace(product.settings.master_key_file, b"A" * 43 + b"=")
        result = run(app, "keys", "check")
    finally:
        replace(product.settings.master_key_file, right)
    product.keys._scope_key.cache_clear()
    assert (result.exit_code, result.output) == (1, "0 keys open, 2 do not.\n")


def test_no_new_master_key_for_a_used_store(app: Flask, product: Product, sealed: str) -> None:
    away = product.settings.master_key_file.with_suffix(".away")
    product.settings.master_key_file.rename(away)
    try:
        result = run(app, "keys", "create")
        assert (result.exit_code, product.settings.master_key_file.exists()) == (1, False)
        assert "put it back" in result.output
    finally:
        away.rename(product.settings.master_key_file)


def replace(path: Path, content: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(content)
    path.chmod(0o400)
