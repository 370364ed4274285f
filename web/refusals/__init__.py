"""The sentences people read when the domain refuses: one module per wing, each a mapping from code to text."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from flask_babel import get_locale, gettext

from models.base.money import Cents
from web import formats

if TYPE_CHECKING:
    from models.base import DomainError

SENTENCES: dict[str, object] = {
    code: text for module in iter_modules(__path__) for code, text in import_module(f"{__name__}.{module.name}").SENTENCES.items()
}


def sentence(refusal: DomainError) -> str:
    """The refusal in the person's language, with its parameters filled in."""
    text = SENTENCES.get(refusal.code)
    if text is None:
        return str(gettext("This could not be done. Check what you wrote and try again."))
    return str(text) % {name: _written(value) for name, value in refusal.params.items()} if refusal.params else str(text)


def _written(value: object) -> object:
    """A moment and a sum as people of this language write them; anything else as it is."""
    locale = get_locale()
    language = locale.language if locale else "fi"
    if isinstance(value, Cents):
        return formats.money(value, language)
    return formats.date_and_time(value, language) if isinstance(value, datetime) else value
