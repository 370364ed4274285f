"""Texts kept in several languages, as a page of one language tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.commerce.offer import texts_in_force
from models.people import LANGUAGES
from web.extensions import db
from web.forms import language

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from models.commerce.catalogue import Texts


class Told(NamedTuple):
    """A text, and its language where that is another than the page's."""

    text: str
    lang: str | None = None


def told(texts: Texts) -> Told:
    """The text in the page's language, or in the first that has it."""
    page = language()
    code = next((code for code in (page, *LANGUAGES) if texts.get(code)), page)
    return Told(texts.get(code, ""), None if code == page else code)


def told_in_force(slots: Collection[str], on: date) -> dict[str, Told]:
    """The texts of these slots that day; a slot without text is empty."""
    found = texts_in_force(db.session(), slots, on)
    return {slot: told(found.get(slot, {})) for slot in slots}


def missing(texts: Texts) -> list[str]:
    """Languages that have no text yet."""
    return [code for code in LANGUAGES if not texts.get(code)]
