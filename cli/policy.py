"""``flask policy``: docs/POLICY.md, written from the rules, the scopes and what every endpoint declares."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import getdoc
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import AppGroup

from policy.confidential.sayings import NUMBERS, SAYINGS
from policy.published import WINGS, published
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
    blocks = [HEAD, "## Texts of notes\n", "\n".join(f"- {says % NUMBERS}" for says in SAYINGS) + "\n", "## Rules\n"]
    for wing, rules in published():
        blocks += [f"### {wing.capitalize()}\n", _table(("action", "who may"), ((f"`{rule.action}`", rule.says) for rule in rules))]
    blocks.append("## Addresses\n")
    routes = sorted(current_app.url_map.iter_rules(), key=lambda route: (_wing(route), route.rule, sorted(_methods(route))))
    for (_, wing), found in groupby(routes, key=_wing):
        rows = (_row(route) for route in found)
        blocks += [f"### {wing.capitalize()}\n", _table(("address", "endpoint", "who", "what exists"), rows)]
    return "\n".join(blocks)


def _wing(route: Route) -> tuple[int, str]:
    """Where the wing stands in the order of wings, and its name; files of the product belong to none."""
    folders = current_app.view_functions[route.endpoint].__module__.split(".")
    return (WINGS.index(folders[1]), folders[1]) if folders[0] == "blueprints" else (len(WINGS), "house")


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += (f"| {' | '.join(' '.join(cell.split()).replace('|', '&#124;') for cell in row)} |" for row in rows)
    return "\n".join(lines) + "\n"


def _row(route: Route) -> tuple[str, ...]:
    access: Access | None = getattr(current_app.view_functions[route.endpoint], "access", None)
    lookup = (access.scope or access.door) if access else None
    scope = (getdoc(lookup) or "") if lookup else ""
    return (f"`{' '.join(sorted(_methods(route)))} {route.rule}`", f"`{route.endpoint}`", _who(access), scope)


def _who(access: Access | None) -> str:
    if access is None:
        return "nobody: undeclared"
    return {"public": "anybody", "signed_in": "anybody signed in"}.get(access.kind) or f"`{access.action}`"


def _methods(route: Route) -> set[str]:
    return set(route.methods or ()) - {"HEAD", "OPTIONS"}
