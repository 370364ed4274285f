"""``flask <noun> <verb>``: the same models and the same policy as the pages, for whoever runs the machine."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from flask.cli import AppGroup

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Add every noun's commands; a module exports its group as ``group``."""
    for module in iter_modules(__path__):
        group = getattr(import_module(f"{__name__}.{module.name}"), "group", None)
        if isinstance(group, AppGroup):
            app.cli.add_command(group)
