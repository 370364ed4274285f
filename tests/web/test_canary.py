"""Every confidential text of the scene holds a word of its own: on every page of everybody, only the words due to them appear."""

from __future__ import annotations

import logging
from itertools import product as product_of
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from sqlalchemy import inspect, select

from gateways import databases
from models.base.house import OutboxMessage
from tests import engines
from tests.web.tour import Guest, Stop, crawl, none, stops
from vault import guard, mail
from web import hx
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from werkzeug.test import TestResponse

    from tests.product import Product
    from tests.scene import Scene

PRESENT = {"general", "granted", "to_group", "first"}  # of the shared note, open to everybody who was there
NAMED = {"half", "asked", "second"}  # about Noora, and not answered by her yet, or not by Kim
# By call name. The texts are named in tests.scene; what each of them is, and who answered how, is written there.
DUE: dict[str | None, set[str]] = {
    "aino": PRESENT - {"first"} | NAMED | {"declined", "withdrawn", "suggestion", "draft", "own", "pair", "goals", "held"},
    "tuuli": PRESENT - {"first"} | NAMED | {"declined", "withdrawn", "pair", "tuuli_own", "goals"},
    "noora": PRESENT | NAMED | {"goals", "held_noora"},
    "ville": PRESENT | {"declined", "withdrawn", "goals"},
    "kim": PRESENT | {"half", "goals"},
    "paivi": PRESENT,  # left ten days ago
    "eero": {"to_group", "goals"},  # was absent
    "sari": {"goals"},  # came afterwards
    "joonas": {"goals"},  # is asked to come, and sees by the link what the group aims at
    "mikael": {"elsewhere", "elsewhere_own", "elsewhere_goals"},
    "saana": {"elsewhere", "elsewhere_goals"},
    "outi": set(),
    "marja_liisa": set(),
    "antti": set(),
    "jaana": set(),
    "riikka": set(),
    "esko": set(),
    None: set(),
}


def seen(scene: Scene, text: str) -> set[str]:
    """The names of the texts whose words are in it."""
    return {name for name, word in scene.marks.items() if word in text}


def whole(response: TestResponse) -> str:
    """An answer with its headers."""
    return f"{response.headers}\n{response.text if (response.mimetype or '').startswith('text/') else ''}"


def own_stops(product: Product, scene: Scene, name: str | None, method: str) -> list[Stop]:
    """Everywhere, but for the link that only Joonas got: whoever has it sees what he may see."""
    return [stop for stop in stops(product.app, scene, method=method) if name == "joonas" or not stop.url.startswith("/offers/")]


@pytest.mark.parametrize("name", DUE)
def test_everybody_meets_exactly_the_texts_that_are_due_to_them(
    product: Product, scene: Scene, name: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    guest = Guest(product.app, scene, name)
    found: dict[str, str] = {}
    for url, response in crawl(guest, [stop.url for stop in own_stops(product, scene, name, "GET")]):
        found |= dict.fromkeys(seen(scene, whole(response)), url)
    none({mark: f"not due, on {url}" for mark, url in found.items() if mark not in DUE[name]})
    assert DUE[name] - found.keys() == set()
    assert seen(scene, caplog.text) == set()
    assert seen(scene, kept(product)) == set()


@pytest.mark.parametrize("name", DUE)
@pytest.mark.skipif(engines.ENGINE != "sqlite", reason="what an answer says does not depend on the database")
def test_no_refusal_and_no_mail_tells_more(product: Product, scene: Scene, name: str | None, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = {}
    for stop in own_stops(product, scene, name, "POST"):
        for partial in (False, True):
            response = Guest(product.app, scene, name).visit(stop, partial=partial)
            if more := seen(scene, whole(response)) - DUE[name]:
                wrong[f"{stop.url} partial={partial} ({response.status_code})"] = str(more)
            if response.status_code < 400:
                if written := seen(scene, outbox(product)) - {"mail"}:
                    wrong[f"a mail after {stop.url}"] = str(written)
                product.renew("scene")
    none(wrong)
    assert seen(scene, caplog.text) == set()


def quoting(text: str) -> Iterator[Exception]:
    """Faults that quote what they were given."""
    yield RuntimeError(text)
    yield UnicodeDecodeError("utf-8", text.encode(), 0, 1, text)
    chained = ValueError(text)
    chained.__cause__ = KeyError(text)
    chained.add_note(text)
    yield chained


def test_a_fault_of_ours_tells_nothing(
    product: Product, scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A page fails with everything it was about to show in its exception."""
    caplog.set_level(logging.DEBUG)
    guest = Guest(product.app, scene, "aino")
    pages = (f"/meetings/{scene.ids['meetings']}/note", "/consents", f"/passages/{scene.ids['passages']}/edit")
    for fault in quoting(" ".join(scene.marks.values())):
        monkeypatch.setattr(hx, "render", Mock(side_effect=fault))
        for url, partial in product_of(pages, (False, True)):
            response = guest.get(url, partial=partial)
            assert response.status_code == 500
            assert seen(scene, whole(response)) == set()
    assert "fault" in caplog.text
    assert seen(scene, caplog.text) == set()


def test_nothing_is_stored_in_clear(product: Product, scene: Scene) -> None:
    assert seen(scene, kept(product)) == set()
    assert seen(scene, outbox(product)) == {"mail"}


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


def outbox(product: Product) -> str:
    """The text of every mail that waits."""
    with product.app.app_context():
        return "\n".join(mail.text_of(db.session(), message) for message in db.session.scalars(select(OutboxMessage)) if message.text_id)
