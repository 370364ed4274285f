"""What one request costs besides time: SQL statements, counted in this process, and bytes before and after gzip."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import event, select

from bench.visits import TOKEN
from models.base.clock import utcnow
from models.base.tokens import new_token
from models.people import Person, SignIn
from vault.sealing import store_of
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from sqlalchemy import Engine

NGINX_LEVEL = 1  # what nginx compresses with unless told otherwise


@dataclass(frozen=True)
class Cost:
    """Statements in the database and in the key store; bytes of the answer's body."""

    statements: int
    key_statements: int
    bytes: int
    gzip: int


def cost(app: Flask, email: str, path: str, fields: dict[str, str] | None) -> Cost:
    """Ask once as that person, and count. The second time a page is asked for counts: templates and scope keys are remembered."""
    client = app.test_client()
    with app.app_context():
        client.set_cookie("peili", _sign_in(email))
        engines = db.engine, store_of(db.session()).engine
    # No context of the application is open while the client asks: each request must begin with nothing known.
    token = TOKEN.search(client.get("/").text)
    assert token is not None, "every page has a form"
    if fields is None:
        client.get(path)
    with counting(engines[0]) as statements, counting(engines[1]) as key_statements:
        answer = client.get(path) if fields is None else client.post(path, data=fields | {"form_token": token[1]})
    assert answer.status_code == (200 if fields is None else 303), f"{path} answers {answer.status_code}"
    return Cost(len(statements), len(key_statements), len(answer.data), len(gzip.compress(answer.data, NGINX_LEVEL)))


def _sign_in(email: str) -> str:
    token, digest = new_token()
    person = db.session.scalars(select(Person).where(Person.email == email)).one()
    db.session.add(SignIn(token_hash=digest, person=person, created_at=utcnow(), seen_at=utcnow()))
    db.session.commit()
    return token


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    """Statements that the engine runs meanwhile; beginning and ending transactions is not counted."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "SET TRANSACTION")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
