"""Every page of the product, as everybody, in three languages, whole and as a fragment: nothing about it is wrong."""

from __future__ import annotations

from itertools import product as pairs
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import html5lib
import pytest

from tests import engines
from tests.scene import ACTORS
from tests.web.police import faults_of
from tests.web.tour import Guest, crawl, everybody_speaks, none, stops

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.product import Product
    from tests.scene import Scene


pytestmark = pytest.mark.skipif(engines.ENGINE != "sqlite", reason="what a page is made of does not depend on the database")


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_is_in_order(product: Product, scene: Scene, actor: str, language: str) -> None:
    everybody_speaks(product.app, language)
    guest = Guest.actor(product.app, scene, actor)
    guest.client.set_cookie("peili-language", language)
    found: dict[str, str] = {}
    for url, response in crawl(guest, [stop.url for stop in stops(product.app, scene, method="GET")]):
        if faults := faults_of(response):
            found[url] = "; ".join(faults)
    none(found)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_refused_form_is_in_order(product: Product, scene: Scene, language: str) -> None:
    """An empty form of every kind, as the administrator, the account manager, the supervisor and a participant."""
    everybody_speaks(product.app, language)
    found: dict[str, str] = {}
    for actor, stop in pairs(["admin", "manager", "supervisor", "participant"], stops(product.app, scene, method="POST")):
        for partial in (False, True):
            response = Guest.actor(product.app, scene, actor).visit(stop, partial=partial)
            if faults := faults_of(response):
                found[f"{actor} {stop.url} partial={partial}"] = "; ".join(faults)
            if response.status_code < 400:
                product.renew("scene")
                everybody_speaks(product.app, language)
    none(found)


@pytest.mark.parametrize("actor", ACTORS)
def test_every_link_and_form_that_is_shown_leads_somewhere(product: Product, scene: Scene, actor: str) -> None:
    guest = Guest.actor(product.app, scene, actor)
    dead = []
    for url, response in crawl(guest, ["/", "/supervisors"]):
        if response.status_code not in {200, 303}:
            dead.append(f"{url} answers {response.status_code}")
        adapter = product.app.url_map.bind("127.0.0.1")
        for form in forms_of(response):
            action, method = urlsplit(form.get("action") or url).path, (form.get("method") or "get").upper()
            if not adapter.test(action, method):
                dead.append(f"{url} has a form that no route takes: {method} {action}")
    none(dead)


def forms_of(response: TestResponse) -> list[dict[str, str]]:
    """The attributes of every form on a page."""
    if response.mimetype != "text/html" or response.status_code != 200:
        return []
    tree = html5lib.parse(response.text, namespaceHTMLElements=False)
    return [dict(form.attrib) for form in tree.iter("form")]
