"""``flask database``: migrations as one command, and the check that they match the models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from gateways import databases
from web.extensions import alembic, db

if TYPE_CHECKING:
    from sqlalchemy import Engine

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


@group.command("copy")
@click.argument("path", type=click.Path(path_type=Path))
def copy(path: Path) -> None:
    """Copy the database (SQLite) to PATH while the product runs. Keep the copy apart from the keys' copy."""
    copied(db.engine, path)


def copied(engine: Engine, path: Path) -> None:
    """Copy a database that is one file; what cannot be done is said in a line."""
    try:
        databases.copy_to(engine, path)
    except databases.NotASingleFile as error:
        raise click.ClickException("This is PostgreSQL: use pg_dump.") from error
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}.") from error
