"""The same form sent ten times at the same moment, by an impatient hand or a bad line: one effect, and one answer for all."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from models.base.house import OutboxMessage, Submission
from models.process import Organisation, Substitution
from tests.web.tour import Guest
from web.extensions import db

if TYPE_CHECKING:
    from tests.product import Product
    from tests.scene import Scene

TIMES = 10
KEY = "5eed" * 8
ORGANISATION = {"name": "Merilinnun päiväkoti", "business_id": "", "external": "y"}
SWAP = {"name": "Petri Hakkala", "email": "petri.hakkala@uusi.example", "language": "fi", "source": "form"}


def counted(product: Product, table: Any) -> int:  # noqa: ANN401  any mapped class
    with product.app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def addressees(product: Product) -> list[str]:
    with product.app.app_context():
        return list(db.session.scalars(select(OutboxMessage.to_address)))


def sent_at_once(product: Product, scene: Scene, name: str, url: str, fields: dict[str, str]) -> list[tuple[int, str | None]]:
    """Status and address of each answer."""
    guests = [Guest(product.app, scene, name) for _ in range(TIMES)]
    ready = [(guest, fields | {"form_token": guest.form_token, "submission_key": KEY, "page": "/"}) for guest in guests]
    start = Barrier(TIMES)

    def send(guest: Guest, data: dict[str, str]) -> tuple[int, str | None]:
        start.wait()
        response = guest.client.post(url, data=data)
        return response.status_code, response.headers.get("Location")

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(send, *zip(*ready, strict=True)))


@pytest.mark.parametrize("noun", ["organisation", "substitution"])
def test_one_effect_and_one_answer(product: Product, scene: Scene, noun: str) -> None:
    table, url, fields = {
        "organisation": (Organisation, "/organisations", ORGANISATION),
        "substitution": (
            Substitution,
            f"/participations/{scene.ids['participations']}/substitutions",
            SWAP | {"meeting": f"one_meeting-{scene.special['meetings.edit']['meetings']}"},
        ),
    }[noun]
    rows, mails = counted(product, table), addressees(product)
    answers = sent_at_once(product, scene, "outi", url, fields)
    assert len(set(answers)) == 1, answers
    status, location = answers[0]
    assert status == 303
    assert location != "/"
    assert counted(product, table) == rows + 1
    told = Counter(addressees(product)) - Counter(mails)
    assert set(told.values()) <= {1}, "nobody is told twice"
    assert bool(told) is (noun == "substitution")
    assert counted(product, Submission) == 1
