"""``flask translations``: compile the catalogues, and check that nothing is missing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click
from babel.messages.pofile import read_po
from flask.cli import AppGroup

from policy import published
from web import i18n

group = AppGroup("translations", help="Message catalogues.")
ROOT = i18n.ROOT.parent
# The tool passes over folders that begin with an underscore unless they are named.
CODE = ("web", "blueprints", "cli", "templates", "templates/_shared", "vault", "policy")


@group.command("compile")
def compile_catalogues() -> None:
    """Merge each language's wings into messages.mo."""
    i18n.compile_all()


@group.command("check")
def check() -> None:
    """Fail when a message lacks Finnish or Swedish, when a translation is of nothing, or when placeholders differ."""
    faults = faults_found()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise SystemExit(1)


def extracted() -> dict[str, tuple[str, ...]]:
    """Every message of the code, the templates and the policy: the singular id, with its plural when it has one."""
    with tempfile.TemporaryDirectory() as folder:
        config, out = Path(folder) / "babel.cfg", Path(folder) / "all.pot"
        config.write_text("[python: **.py]\n[jinja2: **.html]\n[jinja2: **.txt]\nnewstyle_gettext=true\n", encoding="utf-8")
        command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", str(config), "-k", "_l", "-o", str(out)]
        subprocess.run([*command, *CODE], cwd=ROOT, check=True)  # noqa: S603  a fixed command
        with out.open("rb") as file:
            catalogue = read_po(file)
    return {parts(m.id)[0]: parts(m.id) for m in catalogue if m.id} | {says: (says,) for says in published.sentences()}


def parts(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """A message's texts: one, or the singular and the plurals."""
    return (value,) if isinstance(value, str) else tuple(part or "" for part in value or ("",))


def faults_found() -> list[str]:
    """One line per fault."""
    wanted = extracted()
    faults = []
    for language in i18n.TRANSLATED:
        have = {parts(m.id)[0]: parts(m.string) for m in i18n.merged(language) if m.id}
        faults += [f"{language}: missing {text!r}" for text in wanted if text not in have]
        faults += [f"{language}: translates nothing: {text!r}" for text in have if text not in wanted]
        for text, strings in have.items():
            if not all(strings):
                faults.append(f"{language}: empty {text!r}")
            names = [i18n.placeholders(part) for part in wanted.get(text, (text,))]
            allowed, needed = set.union(*names), set.intersection(*names)
            faults += [f"{language}: placeholders differ in {text!r}" for s in strings if not needed <= i18n.placeholders(s) <= allowed]
    return faults
