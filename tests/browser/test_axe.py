"""Every page of everybody is accessible, fits a phone and keeps the security policy: in a real browser, light and dark."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.pages import Person
from tests.product import Product
from tests.scene import ACTORS, Scene
from tests.web.tour import Guest, assert_none, crawl, stops

AXE = Axe()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]}, "resultTypes": ["violations"]}
# States of pages that no link of the scene leads to: a search without a find, and the other answer to an offer.
MORE = ["/supervisors?q=ei-ketään&form=crisis", "/answers/decline"]
EVERY = bool(os.environ.get("PEILI_TORTURE"))
# Which element stands in which, on the pages that this process has looked at: a page that adds nothing is not opened again.
_known: set[tuple[str, str]] = set()


@pytest.mark.parametrize("actor", ACTORS)
def test_pages_are_accessible_and_fit(someone: Callable[..., Person], product: Product, scene: Scene, actor: str) -> None:
    page = someone(ACTORS[actor], width=320, language="fi").page
    found: dict[str, str] = {}
    for url in unlike(product, scene, actor):
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(url)
        found |= {f"{url} {where}": what for where, what in looks(page)}
    assert_none(found)


def looks(page: Page) -> list[tuple[str, str]]:
    """What is wrong with an open page at both widths, in both colour schemes."""
    wrong = []
    for width, scheme, rules in ((320, "light", RULES), (320, "dark", COLOURS), (1280, "light", RULES), (1280, "dark", COLOURS)):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        result = AXE.run(page, options=rules)
        wrong += [(f"{width} {scheme}", _told(violation)) for violation in result.response["violations"]]
        over = int(page.evaluate("document.documentElement.scrollWidth")) - width
        if over > 0:
            wrong.append((f"{width} {scheme}", f"is {over} pixels too wide"))
    return wrong


def _told(violation: dict[str, Any]) -> str:
    places = [node["target"][0] for node in violation["nodes"][:4]]
    return f"{violation['id']}: {violation['help']} at {places}"


def unlike(product: Product, scene: Scene, actor: str) -> list[str]:
    """The addresses of this actor's pages that are made otherwise than those seen before."""
    chosen = []
    for url, response in crawl(
        Guest.actor(product.app, scene, actor), [*MORE, *(stop.url for stop in stops(product.app, scene, method="GET"))]
    ):
        if response.mimetype == "text/html" and not url.endswith("as a fragment") and response.status_code != 303:
            built = made_of(html5lib.parse(response.text, namespaceHTMLElements=False))
            if EVERY or not built <= _known:
                _known.update(built)
                chosen.append(url)
    return chosen


def made_of(tree: Element) -> set[tuple[str, str]]:
    """Which kinds of element stand directly in which kinds."""
    return {(_kind(parent), _kind(child)) for parent in tree.iter() for child in parent if isinstance(child.tag, str)}


def _kind(element: Element) -> str:
    marks = [str(element.get(name)) for name in ("class", "role", "type", "data-kind", "data-state") if element.get(name)]
    return " ".join([str(element.tag), *marks])
