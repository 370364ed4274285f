"""Pages that open confidential text: scope, trace and text in one short transaction, and everything else on the page only read."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, func, select

from gateways.databases import writing
from models.privacy import Read
from tests.web.tour import Guest
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

    from tests.product import Product
    from tests.scene import Scene

# Who opens which page, and a text that stands there.
PAGES = [
    ("aino", "/meetings/{meetings}", "granted"),
    ("noora", "/meetings/{meetings}", "granted"),
    ("noora", "/meetings/{meetings}/note", "granted"),
    ("noora", "/consents", "granted"),
    ("noora", "/consents/{consents}/edit", "granted"),
    ("tuuli", "/passages/{passages}/edit", "granted"),
]
OPENING = pytest.mark.parametrize(("name", "path", "text"), PAGES)
READING, WRITING, TRACE, TEXT, END = "begins to read", "begins to write", "leaves the trace", "opens the text", "ends"


class Steps(list[str]):
    """What happens on an engine, in order, each step once in a row."""

    def note(self, step: str) -> None:
        if self[-1:] != [step]:
            self.append(step)

    def begins(self, *_: object) -> None:
        self.note(WRITING if writing.get() else READING)

    def ends(self, *_: object) -> None:
        self.note(END)

    def runs(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO reads"):
            self.note(TRACE)
        elif statement.startswith("SELECT") and "FROM sealed_texts" in statement:
            self.note(TEXT)


@contextmanager
def watched(engine: Engine) -> Iterator[Steps]:
    """The steps taken meanwhile."""
    steps = Steps()
    listeners: dict[str, Callable[..., None]] = {
        "begin": steps.begins,
        "commit": steps.ends,
        "rollback": steps.ends,
        "before_cursor_execute": steps.runs,
    }
    for what, listener in listeners.items():
        event.listen(engine, what, listener)
    yield steps
    for what, listener in listeners.items():
        event.remove(engine, what, listener)


def engine_of(product: Product) -> Engine:
    with product.app.app_context():
        return db.engine


def readings(product: Product) -> int:
    with product.app.app_context():
        return db.session.scalar(select(func.count(Read.id))) or 0


@OPENING
def test_writers_wait_only_for_the_trace(product: Product, scene: Scene, name: str, path: str, text: str) -> None:
    before = readings(product)
    with watched(engine_of(product)) as steps:
        response = Guest(product.app, scene, name).get(path.format(**scene.ids))
    assert scene.marks[text] in response.text
    assert readings(product) > before
    start = steps.index(WRITING)
    assert steps[start : start + 4] == [WRITING, TRACE, TEXT, END]
    assert steps.count(WRITING) == 1
    assert steps[0] == READING
    assert steps[-1] == END


@OPENING
def test_no_trace_no_page(product: Product, scene: Scene, name: str, path: str, text: str) -> None:
    before = readings(product)
    engine = engine_of(product)

    def refuse(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO reads"):
            raise RuntimeError

    event.listen(engine, "before_cursor_execute", refuse)
    try:
        response = Guest(product.app, scene, name).get(path.format(**scene.ids))
    finally:
        event.remove(engine, "before_cursor_execute", refuse)
    assert response.status_code == 500
    assert scene.marks[text] not in response.text
    assert readings(product) == before
