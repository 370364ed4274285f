"""Pages with lists ask the database a number of questions that does not grow with the rows."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event

from models.people import Person
from models.people.supervisor_parts import Practice
from tests.blueprints.people.presentations.conftest import Gallery
from tests.visitor import Visitor
from tests.world import NOW
from web import extensions


def more(gallery: Gallery) -> None:
    """Twelve more revisions by two people, half of them published, and six more credentials."""
    people = (gallery.story.aino, gallery.story.jaana)
    gallery.fresh()
    for number in range(12):
        towns = Practice(("fi",), (), f"Kaupunki {number}")
        gallery.aino.edit("practice", towns, base=gallery.aino.draft, by=people[number % 2], now=NOW)
        gallery.session.flush()
        if number % 2:
            gallery.aino.publish(by=gallery.story.jaana, now=NOW)
            gallery.world.qualify(gallery.story.aino)
    gallery.session.commit()


@pytest.mark.parametrize("page", ["", "/edit", "/revisions", "/credentials"])
def test_the_number_of_statements_does_not_grow(app: Flask, plain: Callable[[Person], Visitor], gallery: Gallery, page: str) -> None:
    with app.app_context():
        engine = extensions.db.engine
    jaana = plain(gallery.story.jaana)
    url = f"/supervisors/{gallery.aino.id}{page}"
    counts = []
    for grow in (False, True):
        if grow:
            more(gallery)
        seen: list[str] = []

        def listener(_connection: object, _cursor: object, statement: str, *_rest: object, seen: list[str] = seen) -> None:
            seen.append(statement)

        gallery.session.rollback()
        event.listen(engine, "before_cursor_execute", listener)
        assert jaana.get(url).status_code == 200
        event.remove(engine, "before_cursor_execute", listener)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 14
