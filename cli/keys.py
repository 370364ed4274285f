"""``flask keys``: the master key and the key store."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from gateways.keys import MasterKey
from web import extensions

group = AppGroup("keys", help="The master key and the key store.")


def prepare() -> bool:
    """Make the master key and the store where they are missing; True when a new master key was made."""
    settings = current_app.config["PEILI"]
    fresh = not settings.master_key_file.exists()
    if fresh:
        MasterKey.create(settings.master_key_file)
    extensions.attach_keys(settings).create_tables()
    return fresh


@group.command("create")
def create() -> None:
    """Create the master key and the key store; existing ones are left alone."""
    click.echo("New master key." if prepare() else "The master key exists already.")
