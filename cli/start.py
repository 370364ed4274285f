"""Everything a first start needs: ``flask start prepare``, or in the server's own process; a second start finds nothing to do."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from cli import demo, keys, seeds
from gateways import databases
from models.base.clock import utcnow
from models.people import Person
from web.extensions import alembic, db

group = AppGroup("start", help="Starting the product.")


def is_ready() -> bool:
    """Whether there are keys and tables to work with."""
    settings = current_app.config["PEILI"]
    with databases.reading():
        return settings.master_key_file.exists() and not alembic.needs_upgrade()


@group.command("prepare")
def prepare() -> None:
    """Do by hand what `make run` does by itself."""
    prepared()


def prepared() -> None:
    """Make keys, migrate, plant what the service offers, and fill a new database with the demo scenario when PEILI_DEMO is 1."""
    settings = current_app.config["PEILI"]
    keys.prepare()
    with databases.reading():  # the look at the present revision must not hold the write lock
        outdated = alembic.needs_upgrade()
    if outdated:
        alembic.upgrade()
    seeds.plant(db.session(), utcnow())
    db.session.commit()
    empty = db.session.scalars(select(Person.id).limit(1)).first() is None
    if settings.demo and empty:
        demo.fill(db.session(), now=utcnow())
    click.echo(f"\nPeili: {settings.base_url}")
    if settings.demo:
        click.echo(f"Demo accounts, password {demo.PASSWORD}:")
        for account, name, _language, _role in demo.ACCOUNTS:
            click.echo(f"  {account + '@demo.example':28} {name}")
    elif empty:
        click.echo("No accounts yet: make the first with  flask --app app people create-admin")
