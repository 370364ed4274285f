"""``flask keys``: the master key and the key store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from cli import database
from gateways.keys import KeyMissing, KeyStore, MasterKey, holds_keys
from web import extensions

group = AppGroup("keys", help="The master key and the key store.")


def prepare() -> bool:
    """Make the master key and the store where they are missing; True when a new master key was made.

    Refuses to make a master key for a store that another one has been used with: its texts would stay shut.
    """
    settings = current_app.config["PEILI"]
    fresh = not settings.master_key_file.exists()
    if fresh and holds_keys(settings.keys_url):
        raise click.ClickException(f"The key store needs its master key: put it back at {settings.master_key_file}.")
    if fresh:
        MasterKey.create(settings.master_key_file)
    extensions.attach_keys(settings).create_tables()
    return fresh


@group.command("create")
def create() -> None:
    """Create the master key and the key store; existing ones are left alone."""
    click.echo("New master key." if prepare() else "The master key exists already.")


@group.command("check")
def check() -> None:
    """Open every key with the master key, and fail when one does not open: part of every restoring of backups."""
    with _store() as store:
        opened, shut = store.counted()
    click.echo(f"{opened} keys open, {shut} do not.")
    if shut:
        raise SystemExit(1)


@group.command("copy")
@click.argument("path", type=click.Path(path_type=Path))
def copy(path: Path) -> None:
    """Copy the key store (SQLite) to PATH while the product runs. Keep it apart from the database's copy, thirty days at most."""
    with _store() as store:
        database.copied(store.engine, path)


@contextmanager
def _store() -> Iterator[KeyStore]:
    """The key store, opened for one command alone."""
    settings = current_app.config["PEILI"]
    try:
        store = KeyStore(settings.keys_url, MasterKey.load(settings.master_key_file))
    except KeyMissing as error:
        raise click.ClickException("There is no master key: run  flask keys create  or put the key file back.") from error
    try:
        yield store
    finally:
        store.engine.dispose()
