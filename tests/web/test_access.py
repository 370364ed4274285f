"""Who reaches what: every endpoint of the product as everybody of the story."""

import os
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests import engines
from tests.product import Product
from tests.scene import ACTORS, Scene
from tests.web.access.outcomes import HIDDEN, OK, outcome
from tests.web.police import CHANGING
from tests.web.tour import Guest, Stop, address, assert_none, stops
from tests.web.walks import Walks

FOLDER = Path(__file__).parent / "access"
TABLES = {
    path.stem: import_module(f"tests.web.access.{path.stem}").ACCESS for path in sorted(FOLDER.glob("*.py")) if path.stem != "outcomes"
}
HOUSE = {"static": (OK,) * len(ACTORS)}
ACCESS = HOUSE | {endpoint: row for table in TABLES.values() for endpoint, row in table.items()}
# On PostgreSQL those whose scopes differ most; `make torture` sends everybody there too.
WALKERS = (
    tuple(ACTORS)
    if engines.ENGINE == "sqlite" or os.environ.get("PEILI_TORTURE")
    else ("participant", "supervisor", "manager", "client", "outsider")
)
COLUMNS = {actor: place for place, actor in enumerate(ACTORS)}
MISSING = 2**31 - 1


def test_tables_name_every_route(app: Flask) -> None:
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {"in no table": sorted(routes - ACCESS.keys()), "gone": sorted(ACCESS.keys() - routes)} == {"in no table": [], "gone": []}


def test_no_route_stands_in_two_tables() -> None:
    assert sum(map(len, TABLES.values())) == len(ACCESS) - len(HOUSE)


def test_every_row_has_an_outcome_for_everybody() -> None:
    assert {endpoint: len(row) for endpoint, row in ACCESS.items() if len(row) != len(ACTORS)} == {}


@pytest.mark.parametrize("actor", [pytest.param(actor, marks=pytest.mark.xdist_group(str(ACTORS[actor]))) for actor in WALKERS])
def test_everybody_reaches_what_the_tables_say(product: Product, scene: Scene, walks: Walks, actor: str) -> None:
    pages = dict(walks.walk(ACTORS[actor]).pages)
    answers = [(stop, pages[stop.url]) for stop in stops(product.app, scene, method="GET")]
    answers += [(sent.stop, sent.response) for sent in walks.round(ACTORS[actor]).sent if not sent.partial]
    told = {}
    for stop, response in answers:
        found, expected = outcome(response), ACCESS[stop.endpoint][COLUMNS[actor]]
        if found != expected:
            told[f"{stop.method} {stop.url} ({stop.endpoint})"] = f"{found}, not {expected}"
    assert_none(told)


@pytest.mark.parametrize("actor", ["outsider", "leaver", "client", "admin"])
def test_what_is_hidden_looks_as_if_it_were_missing(product: Product, scene: Scene, actor: str) -> None:
    differing = []
    guest = Guest.actor(product.app, scene, actor)
    nowhere = dict.fromkeys(scene.ids, MISSING)
    for rule in product.app.url_map.iter_rules():
        if "<int:id>" in rule.rule and ACCESS[rule.endpoint][COLUMNS[actor]] == HIDDEN:
            method = "GET" if "GET" in (rule.methods or ()) else "POST"
            hidden, missing = (
                Stop(rule.endpoint, method, address(rule.rule, scene, ids=ids))
                for ids in (scene.ids | scene.special.get(rule.endpoint, {}), nowhere)
            )
            differing += [
                f"{hidden.url}, partial={partial}"
                for partial in (False, True)
                if _seen(guest.visit(hidden, partial=partial)) != _seen(guest.visit(missing, partial=partial))
            ]
    assert_none(differing)


@pytest.mark.parametrize("actor", ["nobody", "participant", "admin"])
def test_an_endpoint_that_declares_nothing_is_closed(product: Product, scene: Scene, monkeypatch: pytest.MonkeyPatch, actor: str) -> None:
    monkeypatch.setitem(product.app.view_functions, "styles.show", lambda: "secret")
    response = Guest.actor(product.app, scene, actor).get("/ui")
    assert response.status_code == 403
    assert "secret" not in response.text


def test_without_the_form_token_nothing_is_changed(product: Product, scene: Scene) -> None:
    guest = Guest.actor(product.app, scene, "admin")
    for stop in stops(product.app, scene, method="POST"):
        assert (stop.url, guest.client.post(stop.url).status_code) == (stop.url, 400)
        assert (stop.url, guest.client.post(stop.url, data={"form_token": "0" * 64}).status_code) == (stop.url, 400)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://127.0.0.1:1"},
    ],
    ids=str,
)
def test_a_form_from_another_site_is_refused(product: Product, scene: Scene, headers: dict[str, str]) -> None:
    guest = Guest.actor(product.app, scene, "admin")
    fields = {"form_token": guest.form_token}
    for stop in stops(product.app, scene, method="POST"):
        assert (stop.url, guest.client.post(stop.url, data=fields, headers=headers).status_code) == (stop.url, 400)


def _seen(response: TestResponse) -> tuple[int, str, list[tuple[str, str]]]:
    body = CHANGING.sub("", response.text)
    return response.status_code, body, sorted((name, value) for name, value in response.headers if name != "Content-Length")
