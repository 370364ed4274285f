"""``flask translations``: compile the catalogues, and check that nothing is missing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import click
from babel.messages.pofile import read_po
from flask.cli import AppGroup

from web import i18n

group = AppGroup("translations", help="Message catalogues.")
ROOT = i18n.ROOT.parent
CODE = ("web", "blueprints", "cli", "templates", "vault", "policy")


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
    """Every message of the code and the templates: the singular id, with its plural when it has one."""
    with tempfile.TemporaryDirectory() as folder:
        config, out = Path(folder) / "babel.cfg", Path(folder) / "all.pot"
        config.write_text("[python: **.py]\n[jinja2: templates/**.html]\n[jinja2: templates/**.txt]\nnewstyle_gettext=true\n", encoding="utf-8")
        command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", str(config), "-k", "_l", "-o", str(out)]
        subprocess.run([*command, *CODE], cwd=ROOT, check=True)  # noqa: S603  a fixed command
        with out.open("rb") as file:
            catalogue = read_po(file)
    return {(m.id[0] if isinstance(m.id, tuple) else m.id): (m.id if isinstance(m.id, tuple) else (m.id,)) for m in catalogue if m.id}


def faults_found() -> list[str]:
    """One line per fault."""
    wanted = extracted()
    faults = []
    for language in i18n.TRANSLATED:
        whole = i18n.merged(language)
        have = {(m.id[0] if isinstance(m.id, tuple) else m.id): m for m in whole if m.id}
        faults += [f"{language}: missing {text!r}" for text in wanted if text not in have]
        faults += [f"{language}: translates nothing: {text!r}" for text in have if text not in wanted]
        for text, message in have.items():
            strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            if not all(strings):
                faults.append(f"{language}: empty {text!r}")
            allowed = set().union(*(i18n.placeholders(part) for part in wanted.get(text, (text,))))
            needed = set.intersection(*(i18n.placeholders(part) for part in wanted.get(text, (text,))))
            faults += [f"{language}: placeholders differ in {text!r}" for s in strings if not needed <= i18n.placeholders(s) <= allowed]
    return faults
