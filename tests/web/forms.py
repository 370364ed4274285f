"""The forms that stand on the product's pages, found by going there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import html5lib

from tests.web.walks import FRAGMENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from werkzeug.test import TestResponse

    from tests.web.walks import Walk

FRESH = "form_token", "page", "submission_key"
# What an honest person writes into a field of this kind.
HONEST = {"email": "joku@uusi.example", "number": "1", "date": "2026-12-24", "time": "10.00", "password": "kuusi keltaista venettä"}


@dataclass(frozen=True)
class FoundForm:
    """A form as it stands on a page: where it goes, and its fields with what they hold."""

    page: str
    action: str
    method: str
    multipart: bool
    fields: tuple[tuple[str, str, str], ...]  # name, kind, value

    @cached_property
    def kind(self) -> tuple[str, str, frozenset[str]]:
        """Forms of one kind differ in ids only."""
        return self.method, re.sub(r"\d+", "*", urlsplit(self.action).path), frozenset(name for name, _, _ in self.fields)

    def filled(self) -> list[tuple[str, bytes]]:
        """What an honest person would send: every field once, empty ones filled in."""
        sent: dict[str, str] = {}
        for name, kind, value in self.fields:
            if kind not in {"checkbox", "radio", "submit", "file"} or name not in sent:
                sent[name] = value or (HONEST.get(kind, "Teksti") if kind not in {"hidden", "submit", "file"} else "")
        return [(name, value.encode()) for name, value in sent.items()]


def forms_on(url: str, response: TestResponse) -> Iterator[FoundForm]:
    """Every form of a page."""
    if response.mimetype != "text/html" or response.status_code not in {200, 422}:
        return
    for form in html5lib.parse(response.text, namespaceHTMLElements=False).iter("form"):
        action = form.get("action") or url
        yield FoundForm(
            page=url,
            action=action,
            method=(form.get("method") or "get").lower(),
            multipart=form.get("enctype") == "multipart/form-data",
            fields=tuple(_fields(form)),
        )


def _fields(form: Element) -> Iterator[tuple[str, str, str]]:
    for field in form.iter():
        name = field.get("name")
        if not name:
            continue
        if field.tag in {"input", "button"}:
            yield name, field.get("type") or ("submit" if field.tag == "button" else "text"), field.get("value") or ""
        elif field.tag == "textarea":
            yield name, "textarea", field.text or ""
        elif field.tag == "select":
            options = [option.get("value") or "" for option in field.iter("option")]
            chosen = [option.get("value") or "" for option in field.iter("option") if option.get("selected") is not None]
            yield name, "select", next(iter(chosen or options), "")


def found_forms(walk: Walk) -> list[FoundForm]:
    """One form of every kind that somebody met on the way."""
    found: dict[object, FoundForm] = {}
    for url, response in walk.pages:
        if FRAGMENT not in url:
            for form in forms_on(url, response):
                found.setdefault(form.kind, form)
    return [found[kind] for kind in sorted(found, key=str)]
