"""One blueprint per noun; each is a package that exports ``bp``. They are found, not listed, and never import each other."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

WINGS = ("people", "commerce", "process", "confidential", "privacy")


def register(app: Flask) -> None:
    """Register every noun of every wing."""
    for wing in WINGS:
        package = import_module(f"{__name__}.{wing}")
        for noun in iter_modules(package.__path__):
            app.register_blueprint(import_module(f"{package.__name__}.{noun.name}").bp)
