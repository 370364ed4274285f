"""Pages of the process wing, seen by the people of the story at 9.40 on 23 November 2026."""

import html
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.base.house import OutboxMessage
from models.people import Person
from tests.visitor import Visitor
from tests.world import World

As = Callable[..., Visitor]


@pytest.fixture
def as_(app: Flask, world: World) -> As:
    """A browser of its own for anybody: ``as_(story.aino)``, ``as_(story.aino, htmx=True)``."""

    def visitor(person: Person, *, htmx: bool = False) -> Visitor:
        return Visitor.signed_in(app.test_client(), world, person, htmx=htmx)

    return visitor


Told = Callable[[str], list[str]]


@pytest.fixture
def told(world: World) -> Told:
    """Addresses of the mails made from a template."""

    def addresses(template: str) -> list[str]:
        rows = world.session.scalars(select(OutboxMessage.to_address).where(OutboxMessage.template == template)).all()
        world.session.commit()
        return list(rows)

    return addresses


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def both(request: pytest.FixtureRequest, as_: As) -> As:
    """Like ``as_``, once for a browser without script and once for htmx: every form is sent both ways."""
    return lambda person: as_(person, htmx=bool(request.param))


def went_on(answer: TestResponse) -> str:
    """Where a form that was accepted leads: 303 to a browser, 204 with HX-Redirect to htmx."""
    assert answer.status_code in {303, 204}, main(answer)
    return answer.headers["Location"] if answer.status_code == 303 else answer.headers["HX-Redirect"]


def refused(answer: TestResponse, *sentences: str) -> bool:
    """Whether the form came back with every sentence; fails by itself, to tell which one is missing."""
    assert answer.status_code == 422, answer.status
    for sentence in sentences:
        assert sentence in html.unescape(answer.text), sentence
    return True


def main(answer: TestResponse) -> str:
    """The page without its frame; a fragment as it is."""
    text = html.unescape(answer.text)
    return text[text.index("<main") : text.index("</main>")] if "<main" in text else text
