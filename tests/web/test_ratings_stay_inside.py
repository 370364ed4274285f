"""No page or file shows a rating or a T-score to a client, a payer, an administrator, an account manager or the house."""

import pytest

from tests.product import Product
from tests.scene import Scene
from tests.web.test_canary import whole
from tests.web.tour import Guest
from tests.web.walks import Walks

# Of the rated goal: its step, its level and what either is called, T and the words around it, and the drawing.
SIGNS = ('class="chart"', "En koskaan", "Joskus", "Paljon vähemmän", "Niin kuin sovimme", "Tavoitteiden saavuttamisen T-luku")
OUTSIDE = ("marja_liisa", "antti", "outi", "jaana", "riikka", "esko")


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in OUTSIDE])
def test_no_page_or_file_shows_ratings_outside_the_process(walks: Walks, name: str) -> None:
    """Everything that links lead to, with what tables and printed documents hold."""
    pages = walks.walk(name).pages
    assert len(pages) > 20
    assert [(url, sign) for url, response in pages for sign in SIGNS if sign in whole(response)] == []


@pytest.mark.parametrize("name", OUTSIDE)
def test_the_pages_themselves_are_not_there(product: Product, scene: Scene, name: str) -> None:
    guest = Guest(product.app, scene, name)
    group, rating, noora = scene.ids["engagements"], scene.ids["goal-ratings"], scene.people["noora"]
    for url in (f"/engagements/{group}/progress", f"/engagements/{group}/progress?of={noora}", f"/goal-ratings/{rating}/edit"):
        assert [guest.get(url, partial=partial).status_code for partial in (False, True)] == [404, 404]


def test_the_signs_are_there_for_those_inside(product: Product, scene: Scene) -> None:
    """What is looked for would be found."""
    page = whole(Guest(product.app, scene, "noora").get(f"/engagements/{scene.ids['engagements']}/progress"))
    assert [sign for sign in SIGNS if sign not in page] == []
