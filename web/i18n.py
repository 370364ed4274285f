"""Languages: whose language a page is in, and catalogues kept one file per wing."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import current_app, g, has_request_context, request
from flask_babel import Domain, get_locale

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
    babel.domain_instance = catalogues = Catalogues()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension that Flask-Babel loads
        gettext=lambda text: catalogues.get_translations().ugettext(text),
        ngettext=lambda one, many, number: catalogues.get_translations().ungettext(one, many, number),
        newstyle=True,
    )


class Catalogues(Domain):  # type: ignore[misc]  # published without type information
    """Our texts. A page has hundreds of them: its catalogue is looked up once, not once a text."""

    def get_translations(self) -> Any:  # noqa: ANN401  as above
        """The catalogue of this request's language."""
        kept = _kept()
        if kept.get("babel_translations") is None:  # where Flask-Babel forgets it when the language changes
            kept["babel_translations"] = super().get_translations()
        return kept["babel_translations"]


def language() -> str:
    """The language code of this request."""
    locale = _kept().get("babel_locale") or get_locale()
    return str(locale.language) if locale else "fi"


def _kept() -> dict[str, Any]:
    """What Flask-Babel keeps for this request; nothing outside one."""
    try:
        known = vars(g._get_current_object())  # noqa: SLF001  the object itself, asked hundreds of times
    except RuntimeError:
        return {}
    return vars(known["_flask_babel"]) if "_flask_babel" in known else {}


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
