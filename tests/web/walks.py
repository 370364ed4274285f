"""What everybody meets on a walk through the whole product: made once in a test process, looked at by several tests.

In an ordinary run each walk is one in Finnish. Where a test needs another language, it goes again to the places whose Finnish
texts it has not met: what a page says in Swedish or English depends on nothing else. `make torture` goes everywhere.
"""

from __future__ import annotations

import logging
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import inspect

from gateways import databases
from tests.web.posted import Posted, posted
from tests.web.tour import Guest, Stop, crawl, everybody_speaks, stops
from vault import guard
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Engine
    from werkzeug.test import TestResponse

    from tests.product import Product
    from tests.scene import Scene

FRAGMENT = " as a fragment"  # after the address, as ``crawl`` says it
FORMATTER = logging.Formatter()
EVERYWHERE = bool(os.environ.get("PEILI_TORTURE"))
TEXT = re.compile(r""">([^<>]+)<|\b(?:alt|aria-description|aria-label|content|placeholder|title)="([^"]+)\"""")


@dataclass(frozen=True)
class Walk:
    """Every page that somebody can reach, whole and as a fragment, and what the product wrote down meanwhile."""

    pages: tuple[tuple[str, TestResponse], ...]  # by address; a fragment's says so
    log: str
    stored: str  # both databases and all files, in the end


@dataclass(frozen=True)
class Sent:
    """An empty form that somebody sent somewhere: the answer, and the mails that wait when it was accepted."""

    stop: Stop
    partial: bool
    response: TestResponse
    mails: tuple[Posted, ...]

    def __str__(self) -> str:
        return f"{self.stop.url} partial={self.partial} ({self.response.status_code})"


@dataclass(frozen=True)
class Round:
    """An empty form sent to every address that takes one, whole and partially."""

    sent: tuple[Sent, ...]
    log: str


class Walks:
    """Walks and rounds of everybody in one process."""

    scene: Scene

    def __init__(self, product: Product) -> None:
        self.product = product
        self._walks: dict[str | None, Walk] = {}
        self._rounds: dict[str | None, Round] = {}
        self._met: dict[str, set[str]] = {}

    def walk(self, name: str | None) -> Walk:
        """Everywhere as somebody of the story, or as nobody."""
        if name not in self._walks:
            self._begin("fi")
            with _listening() as heard:
                start = [*(stop.url for stop in self._stops("GET")), *self.scene.also]
                pages = tuple(crawl(self._guest(name, "fi"), start))
            self._walks[name] = Walk(pages, "".join(heard), kept(self.product))
        return self._walks[name]

    def round(self, name: str | None) -> Round:
        """Every form as somebody of the story, or as nobody; what one changed does not decide about the next."""
        if name not in self._rounds:
            self._begin("fi")
            with _listening() as heard:
                sent = tuple(self._send(name, stop, partial, "fi") for stop in self._stops("POST") for partial in (False, True))
            self._rounds[name] = Round(sent, "".join(heard))
        return self._rounds[name]

    def pages_in(self, language: str, name: str | None) -> Iterator[tuple[str, TestResponse]]:
        """The pages that say something new, in another language."""
        walk = self.walk(name)
        self._begin(language)
        guest = self._guest(name, language)
        for url, response in walk.pages:
            if self._is_new(language, response):
                address, fragment, _ = url.partition(FRAGMENT)
                yield url, guest.get(address, partial=bool(fragment))

    def sent_in(self, language: str, name: str | None) -> Iterator[Sent]:
        """The forms whose answers say something new, sent again in another language."""
        done = self.round(name)
        self._begin(language)
        for each in done.sent:
            if self._is_new(language, each.response):
                yield self._send(name, each.stop, each.partial, language)

    def _begin(self, language: str) -> None:
        self.product.vary(f"scene_{language}", of="scene", change=lambda: everybody_speaks(self.product.app, language))

    def _stops(self, method: str) -> list[Stop]:
        return stops(self.product.app, self.scene, method=method)

    def _guest(self, name: str | None, language: str) -> Guest:
        guest = Guest(self.product.app, self.scene, name)
        guest.client.set_cookie("peili-language", language)
        return guest

    def _send(self, name: str | None, stop: Stop, partial: bool, language: str) -> Sent:  # noqa: FBT001
        response = self._guest(name, language).visit(stop, partial=partial)
        sent = Sent(stop, partial, response, posted(self.product) if response.status_code < 400 else ())
        if any(database.touched for database in self.product.databases):
            self._begin(language)
        return sent

    def _is_new(self, language: str, response: TestResponse) -> bool:
        texts, met = set(texts_of(response)), self._met.setdefault(language, set())
        new = EVERYWHERE or not texts <= met
        met |= texts
        return new


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Everything that is logged meanwhile, with traces."""
    heard: list[str] = []
    handler, root = logging.Handler(logging.DEBUG), logging.getLogger()
    handler.emit = lambda record: heard.append(FORMATTER.format(record))  # type: ignore[method-assign]
    former = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield heard
    root.setLevel(former)
    root.removeHandler(handler)


def texts_of(response: TestResponse) -> Iterable[str]:
    """What an answer of HTML says, numbers apart."""
    if response.mimetype != "text/html":
        return
    for text, attribute in TEXT.findall(response.text):
        if said := re.sub(r"\d+", "0", text or attribute).strip():
            yield said


def kept(product: Product) -> str:
    """Every value in both databases, and every file of the product."""
    files = [path.read_bytes() for path in product.settings.data_dir.rglob("*") if path.is_file()]
    with product.app.app_context(), databases.reading(), guard.inside():
        values = [value for engine in (db.engine, product.keys.engine) for value in _values(engine)]
    return b"\n".join([*files, *values]).decode("utf-8", "replace")


def _values(engine: Engine) -> Iterator[bytes]:
    tables = inspect(engine).get_table_names()
    with engine.connect() as connection:
        for table in tables:
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
                yield from (bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode() for value in row)
