"""The first administrator of an empty installation."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from models.people import Person, Role
from tests.visitor import Visitor
from web.extensions import db

LINK = re.compile(r"^http://127\.0\.0\.1:\d+(/invitations/[\w-]{43})$", re.MULTILINE)


def test_the_link_is_printed_once_and_makes_an_administrator(app: Flask) -> None:
    runner = app.test_cli_runner()
    done = runner.invoke(args=["people", "create-admin", "--name", "Åsa Öhman", "--email", "asa@example.com", "--language", "sv"])
    assert done.exit_code == 0
    found = LINK.search(done.stdout)
    assert found
    visitor, path = Visitor(app.test_client()), found[1]
    page = visitor.get(path)
    assert "Åsa Öhman" in page.text
    answer = visitor.post(path, page=path, password="lumi narisee kengän alla")
    assert answer.status_code == 303
    assert visitor.get("/people").status_code == 200
    with app.app_context():
        person = db.session.scalars(select(Person)).one()
        assert (person.roles, person.language) == (frozenset({Role.ADMIN}), "sv")


@pytest.mark.parametrize(
    ("name", "email", "told"),
    [("Åsa", "nobody", "nimi@esimerkki.fi"), ("", "asa@example.com", "Kirjoita tähän"), ("x" * 121, "asa@example.com", "120")],
)
def test_what_cannot_be_is_told(app: Flask, name: str, email: str, told: str) -> None:
    done = app.test_cli_runner().invoke(args=["people", "create-admin", "--name", name, "--email", email])
    assert done.exit_code == 1
    assert told in done.output


def test_an_address_in_use_is_not_made_again(app: Flask) -> None:
    runner = app.test_cli_runner()
    arguments = ["people", "create-admin", "--name", "Åsa Öhman", "--email", "asa@example.com"]
    assert runner.invoke(args=arguments).exit_code == 0
    assert runner.invoke(args=arguments).exit_code == 1
    with app.app_context():
        assert len(db.session.scalars(select(Person.id)).all()) == 1
