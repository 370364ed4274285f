"""``flask policy``: docs/POLICY.md, written from the rules, the scopes and what every endpoint declares."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import getdoc
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import AppGroup

from policy import rules
from web.access import Access

if TYPE_CHECKING:
    from werkzeug.routing import Rule as Route

group = AppGroup("policy", help="The written policy.")
PAGE = Path(__file__).parent.parent / "docs" / "POLICY.md"
HEAD = """# Who may do what

Written by `flask --app app policy write` from the code that decides; `make check` fails when the two differ.

An address asks two questions. *May you know it exists?* What the scope leaves out answers 404, as if it were not there.
*May you do this to it?* Where the rule says no, the answer is 403. An endpoint that declares nothing answers 403 to everybody.
"""


@group.command("write")
def write() -> None:
    """Write docs/POLICY.md anew."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(written(), encoding="utf-8")


@group.command("check")
def check() -> None:
    """Fail when docs/POLICY.md says something else than the code."""
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != written():
        click.echo("docs/POLICY.md is not what the code says: flask --app app policy write", err=True)
        raise SystemExit(1)


def written() -> str:
    """The whole page, as Markdown."""
    routes = sorted(current_app.url_map.iter_rules(), key=lambda route: (route.rule, sorted(_methods(route))))
    lines = [
        "## Rules",
        "",
        *_table(("action", "who may"), ((f"`{name}`", rule.says) for name, rule in sorted(rules.items()))),
        "",
        "## Addresses",
        "",
        *_table(("address", "endpoint", "who", "what exists"), (_row(route) for route in routes)),
    ]
    return f"{HEAD}\n" + "\n".join(lines) + "\n"


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(' '.join(cell.split()).replace('|', '&#124;') for cell in row)} |"


def _row(route: Route) -> tuple[str, ...]:
    access: Access | None = getattr(current_app.view_functions[route.endpoint], "access", None)
    scope = (getdoc(access.scope) or "") if access and access.scope else ""
    return (f"`{' '.join(sorted(_methods(route)))} {route.rule}`", f"`{route.endpoint}`", _who(access), scope)


def _who(access: Access | None) -> str:
    if access is None:
        return "nobody: undeclared"
    return {"public": "anybody", "signed_in": "anybody signed in"}.get(access.kind) or f"`{access.action}`"


def _methods(route: Route) -> set[str]:
    return set(route.methods or ()) - {"HEAD", "OPTIONS"}
