"""Going everywhere as anybody: every address of the product in the scene, and somebody with a browser who visits it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update

from models.people import Person
from tests.scene import ACTORS
from tests.visitor import HTMX
from tests.web.police import CHANGING
from web import signing_in
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.scene import Scene

COOKIE = "peili"
PLACE = re.compile(r"(?:([^/<>]+)/)?<(?:\w+(?:\(([^)]*)\))?:)?(\w+)>")
# Values of what in an address is neither an id nor a token, by the argument's name.
SAMPLES = {"filename": "app.css", "name": "privacy", "size": "small"}


MOST_OF_A_KIND = 5  # pages behind links whose addresses differ in numbers only


@dataclass(frozen=True)
class Stop:
    """One endpoint under one method at its address in the scene."""

    endpoint: str
    method: str
    url: str


def stops(app: Flask, scene: Scene, *, method: str | None = None) -> list[Stop]:
    """Every endpoint of the product. Raises KeyError, naming the noun, for an address that the scene has no thing for."""
    return [
        Stop(rule.endpoint, verb, address(rule.rule, scene, ids=scene.ids | scene.special.get(rule.endpoint, {})))
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))
        for verb in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if method in {None, verb}
    ]


def address(rule: str, scene: Scene, *, ids: dict[str, int] | None = None) -> str:
    """The address that the rule has in the scene, or with other ids."""

    def fill(place: re.Match[str]) -> str:
        noun, choices, name = place.groups()
        value = _value(noun or "", choices, name, scene, ids)
        return f"{noun}/{value}" if noun else value

    return PLACE.sub(fill, rule)


def _value(noun: str, choices: str | None, name: str, scene: Scene, ids: dict[str, int] | None) -> str:
    if choices:
        return choices.split(",")[0].strip()
    if name == "id":
        return str((ids or scene.ids)[noun])
    if name == "token":
        return scene.tokens[noun]
    return scene.words.get(f"{noun}/{name}") or SAMPLES[name]


class Guest:
    """One of the story's people, or nobody, at a browser of their own."""

    def __init__(self, app: Flask, scene: Scene, name: str | None) -> None:
        self.client = app.test_client()
        self.client.set_cookie(COOKIE, scene.cookies[name] if name else "nobody" * 8)

    @classmethod
    def actor(cls, app: Flask, scene: Scene, actor: str) -> Guest:
        """Whoever stands in that column of the access tables."""
        return cls(app, scene, ACTORS[actor])

    @property
    def form_token(self) -> str:
        """What the forms of this browser carry."""
        cookie = self.client.get_cookie(COOKIE)
        with self.client.application.test_request_context(headers={"Cookie": f"{COOKIE}={cookie.value if cookie else ''}"}):
            return signing_in.form_token()

    def get(self, url: str, *, partial: bool = False) -> TestResponse:
        """Fetch a page, or its fragment."""
        return self.client.get(url, headers=HTMX if partial else {}, buffered=True)

    def post(self, url: str, data: dict[str, object] | None = None, *, page: str = "/", partial: bool = False) -> TestResponse:
        """Send a form: an empty one, unless told what is in it."""
        fields = {"form_token": self.form_token, "page": page} | (data or {})
        return self.client.post(url, data=fields, headers=HTMX if partial else {}, buffered=True)

    def visit(self, stop: Stop, *, partial: bool = False) -> TestResponse:
        """Go there."""
        return self.get(stop.url, partial=partial) if stop.method == "GET" else self.post(stop.url, partial=partial)


def crawl(guest: Guest, start: list[str]) -> Iterator[tuple[str, TestResponse]]:
    """Every page from these on, whole and as a fragment; of many alike a few."""
    waiting, met = list(start), set(start)
    kinds: dict[str, int] = {}
    while waiting:
        url = waiting.pop(0)
        response = guest.get(url)
        yield url, response
        if response.mimetype != "text/html" or response.status_code != 200:
            continue
        fragment = guest.get(url, partial=True)
        if CHANGING.sub("", fragment.text) != CHANGING.sub("", response.text):
            yield f"{url} as a fragment", fragment
        for link in links_of(response):
            kind = re.sub(r"\d+|=[^&]*", "*", link)
            if link not in met and kinds.get(kind, 0) < MOST_OF_A_KIND:
                kinds[kind] = kinds.get(kind, 0) + 1
                met.add(link)
                waiting.append(link)


def links_of(response: TestResponse) -> list[str]:
    """Addresses on this site that a page links to; a PDF links nowhere."""
    if response.mimetype != "text/html":
        return []
    found = re.findall(r'(?:href|src)="([^"#]+)', response.text)
    paths = [urlsplit(link.replace("&amp;", "&")) for link in found]
    return [path._replace(fragment="").geturl() for path in paths if not path.scheme and not path.netloc and path.path.startswith("/")]


def assert_none(found: dict[str, str] | list[str]) -> None:
    """Fail with one line for each thing found."""
    if found:
        lines = [f"{where}: {what}" for where, what in found.items()] if isinstance(found, dict) else found
        pytest.fail("\n".join(["", *lines]), pytrace=False)


def everybody_speaks(app: Flask, language: str) -> None:
    """Set the language of every account."""
    with app.app_context():
        db.session.execute(update(Person).values(language=language))
        db.session.commit()
