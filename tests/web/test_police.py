"""Every page of the product, as everybody, in three languages, whole and as a fragment: nothing about it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import html5lib
import pytest

from tests import engines
from tests.scene import ACTORS
from tests.web.police import faults_of
from tests.web.tour import assert_none, links_of

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.product import Product
    from tests.web.walks import Walks


pytestmark = pytest.mark.skipif(engines.ENGINE != "sqlite", reason="what a page is made of does not depend on the database")


everybody = pytest.mark.parametrize(
    "actor", [pytest.param(actor, marks=pytest.mark.xdist_group(str(name))) for actor, name in ACTORS.items()]
)


@everybody
def test_every_page_is_in_order(walks: Walks, actor: str) -> None:
    found: dict[str, str] = {}
    for url, response in walks.walk(ACTORS[actor]).pages:
        if faults := faults_of(response):
            found[url] = "; ".join(faults)
    assert_none(found)


@everybody
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_is_in_order_in_other_languages(walks: Walks, actor: str, language: str) -> None:
    found: dict[str, str] = {}
    for url, response in walks.pages_in(language, ACTORS[actor]):
        if faults := faults_of(response):
            found[url] = "; ".join(faults)
    assert_none(found)


@everybody
def test_every_refused_form_is_in_order(walks: Walks, actor: str) -> None:
    """An empty form of every kind."""
    assert_none({str(sent): "; ".join(faults) for sent in walks.round(ACTORS[actor]).sent if (faults := faults_of(sent.response))})


@everybody
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_refused_form_is_in_order_in_other_languages(walks: Walks, actor: str, language: str) -> None:
    assert_none({str(sent): "; ".join(faults) for sent in walks.sent_in(language, ACTORS[actor]) if (faults := faults_of(sent.response))})


@everybody
def test_every_link_and_form_that_is_shown_leads_somewhere(product: Product, walks: Walks, actor: str) -> None:
    pages = walks.walk(ACTORS[actor]).pages
    answers = {url: response.status_code for url, response in pages}
    dead = []
    adapter = product.app.url_map.bind("127.0.0.1")
    for url, response in pages:
        if response.status_code != 200 or url.startswith("/ui"):  # the style page shows forms that nothing answers
            continue
        dead += [f"{url} leads to {link}: {answers[link]}" for link in links_of(response) if answers.get(link, 200) not in {200, 303}]
        for form in forms_of(response):
            action, method = urlsplit(form.get("action") or url).path, (form.get("method") or "get").upper()
            if not adapter.test(action, method):
                dead.append(f"{url} has a form that no route takes: {method} {action}")
    assert_none(dead)


def forms_of(response: TestResponse) -> list[dict[str, str]]:
    """The attributes of every form on a page."""
    if response.mimetype != "text/html" or response.status_code != 200:
        return []
    tree = html5lib.parse(response.text, namespaceHTMLElements=False)
    return [dict(form.attrib) for form in tree.iter("form")]
