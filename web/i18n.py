"""Languages: whose language a page is in, and catalogues kept one file per wing."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import current_app, has_request_context, request

from models.people import LANGUAGES
from web.extensions import babel

if TYPE_CHECKING:
    from flask import Flask

ROOT = Path(__file__).parent.parent / "translations"
NAMES = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}
TRANSLATED = ("fi", "sv")
_PLACEHOLDER = re.compile(r"%\((\w+)\)")


def install(app: Flask) -> None:
    """Choose the language of each request; gettext falls back to the message itself, which is English."""
    app.config["BABEL_DEFAULT_LOCALE"] = "fi"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT)
    babel.init_app(app, locale_selector=choose, default_timezone="Europe/Helsinki")
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]


def choose() -> str:
    """The person's own language, else the one chosen in this browser, else what the browser asks for, else Finnish."""
    from web.access import current_person  # the guard needs this module's names in templates

    if not has_request_context():
        return str(current_app.config["BABEL_DEFAULT_LOCALE"])
    person = current_person()
    if person is not None:
        return person.language
    chosen = request.cookies.get("peili-language")
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES) or "fi"


def sources(language: str) -> list[Path]:
    """The catalogue files of a language, one per wing."""
    return sorted((ROOT / language / "LC_MESSAGES").glob("*.po"))


def merged(language: str) -> Catalog:
    """All wings' messages of a language in one catalogue; a message translated twice differently is an error."""
    whole = Catalog(locale=language)
    for path in sources(language):
        for message in read_po(io.BytesIO(path.read_bytes()), locale=language):
            if not message.id:
                continue
            known = whole.get(message.id, message.context)
            if known is not None and known.string != message.string:
                text = f"{path}: {message.id!r} is translated in two ways"
                raise ValueError(text)
            whole.add(message.id, message.string, flags=message.flags, context=message.context)
    return whole


def compile_all() -> None:
    """Write messages.mo for every translated language."""
    for language in TRANSLATED:
        with (ROOT / language / "LC_MESSAGES" / "messages.mo").open("wb") as file:
            write_mo(file, merged(language))


def placeholders(text: str) -> set[str]:
    """Names inside %(…)s."""
    return set(_PLACEHOLDER.findall(text))
