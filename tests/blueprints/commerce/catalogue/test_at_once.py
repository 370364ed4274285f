"""Two administrators at the same moment, with a connection each: one of them is first, the other is told."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from models.commerce.catalogue import AccountManager, ProductVersion, StandardText
from models.people import Role
from tests.blueprints.commerce.catalogue.test_administration import FACTS, group
from tests.blueprints.process.conftest import As
from tests.blueprints.process.substitutions.test_at_once import together
from tests.visitor import Visitor, hidden_fields
from tests.world import Story, World

TEXT = {"fi-body": "Vaihto on ilmainen.", "sv-body": "", "en-body": "", "effective_from": "1.1.2027"}


def ready(visitor: Visitor, url: str, page: str, **fields: str) -> Callable[[], int]:
    """An administrator with the finger on the button."""
    sent = hidden_fields(visitor.client.get(page).text, url) | fields
    return lambda: visitor.client.post(url, data=sent).status_code


@pytest.mark.parametrize("what", ["version", "text", "card"])
def test_two_administrators_choose_the_same(as_: As, world: World, story: Story, what: str) -> None:
    story.riikka.grant(Role.ADMIN, by=story.jaana, now=world.now)
    product = group(world)
    forms = {
        "version": (f"/products/{product.id}/versions", f"/products/{product.id}/versions/new", FACTS),
        "text": ("/standard-texts/terms.swap", "/standard-texts/terms.swap/edit", TEXT),
        "card": ("/account-managers", "/account-managers/new", {"person": str(story.outi.id), "fi-title": "Outi", "used": "y"}),
    }
    url, page, fields = forms[what]
    buttons = [ready(as_(person), url, page, **fields) for person in (story.jaana, story.riikka)]
    assert sorted(together(*buttons)) == [303, 422]
    counted = {
        "version": select(func.count()).select_from(ProductVersion).where(ProductVersion.product_id == product.id),
        "text": select(func.count()).select_from(StandardText).where(StandardText.slot == "terms.swap"),
        "card": select(func.count()).select_from(AccountManager),
    }
    assert world.session.scalar(counted[what]) == (1 if what == "card" else 2)
