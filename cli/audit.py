"""``flask audit``: whether the log of acts still says what it said."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from gateways import databases
from web import audit_heads
from web.extensions import db

group = AppGroup("audit", help="The log of acts.")


@group.command("verify")
def verify() -> None:
    """Compare the log with every head that has been taken of it; fails at the first that it no longer leads to."""
    heads = audit_heads.read(audit_heads.heads_file())
    with databases.reading():
        wrong = audit_heads.first_wrong(db.session(), heads)
    if wrong is not None:
        raise click.ClickException(f"The log has been changed: events up to {wrong.last_id} are not those of {wrong.at}.")
    if heads:
        click.echo(f"{len(heads)} heads are right; the last covers event {heads[-1].last_id} of {heads[-1].at}.")
    else:
        click.echo("No head has been taken yet.")
