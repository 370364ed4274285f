"""``flask database``: migrations as one command, and the check that they match the models."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from web.extensions import alembic

group = AppGroup("database", help="The database's tables.")


@group.command("upgrade")
def upgrade() -> None:
    """Bring the tables up to date."""
    alembic.upgrade()


@group.command("check")
def check() -> None:
    """Fail when the models have something that no migration makes. Needs an up-to-date database."""
    differences = alembic.compare_metadata()
    for difference in differences:
        click.echo(repr(difference), err=True)
    if differences:
        raise SystemExit(1)
