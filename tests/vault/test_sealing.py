"""Encryption at rest: nothing in clear in the files, nothing opens out of its place, nothing survives its key."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql
from sqlalchemy import update
from sqlalchemy.orm import Session

from gateways.databases import sqlite_files, truncate_log
from gateways.keys import KeyMissing, KeyStore, MasterKey, pack, unwrap, wrap
from models.confidential import SealedKind, SealedText
from tests.vault.circle import TEXT, Circle
from vault import guard, sealing, texts, writer
from web.extensions import db

MARKER = "merkki-7f3a-jota-ei-saa-löytyä"


def test_no_text_is_in_clear_in_the_database_or_the_key_store(circle: Circle, app: Flask) -> None:
    """The raw files of both databases hold no word of a passage, and no key of either."""
    circle.write("V", text=f"{TEXT} {MARKER}")
    session = circle.world.session
    session.commit()
    assert circle.texts()["S"].endswith(MARKER)
    assert MARKER.encode() not in _raw(app, session)


def test_destroying_a_key_leaves_neither_key_nor_text_in_the_live_files(circle: Circle, app: Flask) -> None:
    """secure_delete and the truncating checkpoint together: the wrapped key's bytes are gone from every file."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps dead rows until vacuum; docs/SECURITY.md says so")
    circle.write("V", text=MARKER)
    session, passage = circle.world.session, circle.passage
    assert passage is not None
    store = sealing.store_of(session)
    with store.engine.connect() as connection:
        wrapped: bytes = connection.execute(sql("SELECT wrapped FROM text_keys WHERE key_id = :k"), {"k": passage.key_id}).scalar_one()
    with guard.inside():
        ciphertext: bytes = (
            session.execute(sql("SELECT ciphertext FROM sealed_texts WHERE key_id = :k"), {"k": passage.key_id}).scalars().one()
        )
    session.commit()
    assert wrapped in _raw(app, session), "the search itself finds what is there"
    assert ciphertext in _raw(app, session)
    writer.erase(session, passage, now=circle.now)
    session.commit()
    truncate_log(db.engine)
    assert wrapped not in _raw(app, session)
    assert ciphertext not in _raw(app, session)
    assert circle.texts() == {}


def test_a_text_moved_elsewhere_does_not_open(circle: Circle) -> None:
    """The associated data names kind, scope, meeting, key, version and author: any other place is refused."""
    text_id = circle.write("V").text_id or 0
    session = circle.world.session
    for column, value in {
        "kind": SealedKind.DRAFT,
        "scope": "engagement:999",
        "version": 9,
        "author_id": circle.people["V"].id,
        "meeting_id": None,
    }.items():
        with session.begin_nested() as savepoint:
            session.execute(update(SealedText).where(SealedText.id == text_id).values({column: value}))
            session.expire_all()
            with pytest.raises(KeyMissing):
                texts.read(session, [text_id])
            savepoint.rollback()
    session.expire_all()
    assert texts.read_one(session, text_id) == TEXT


def test_two_ciphertexts_swapped_do_not_open(circle: Circle) -> None:
    """Two versions of one passage share a key, and still cannot stand in for each other."""
    first, second = (circle.write("V", text=words).text_id or 0 for words in ("Ensin.", "Sitten."))
    session = circle.world.session
    with guard.inside():
        rows = {row.id: row.ciphertext for row in session.execute(sql("SELECT id, ciphertext FROM sealed_texts"))}
    for mine, other in ((first, second), (second, first)):
        session.execute(update(SealedText).where(SealedText.id == mine).values(ciphertext=rows[other]))
    session.expire_all()
    with pytest.raises(KeyMissing):
        texts.read(session, [first])


def test_every_flipped_byte_is_noticed(circle: Circle) -> None:
    """Format, nonce, ciphertext, tag: one changed bit and the text does not open."""
    version = circle.write("V")
    session = circle.world.session
    with guard.inside():
        row = session.get_one(SealedText, version.text_id)
        whole = session.execute(sql("SELECT ciphertext FROM sealed_texts WHERE id = :i"), {"i": version.text_id}).scalar_one()
    key = sealing.store_of(session).key(row.key_id)
    for place in range(len(whole)):
        broken = bytearray(whole)
        broken[place] ^= 1
        with pytest.raises(KeyMissing):
            sealing.open_sealed(row, bytes(broken), key)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(plain=st.text().map(lambda t: t.encode("utf-8", "ignore").decode()))
def test_wrapping_round_trips_and_never_repeats(plain: str) -> None:
    """Same text, same key: another nonce, another ciphertext, the same text back."""
    key, aad = b"k" * 32, pack("x", 1)
    once, again = wrap(key, plain.encode(), aad), wrap(key, plain.encode(), aad)
    assert once != again
    assert unwrap(key, once, aad).decode() == plain


@given(left=st.lists(st.text(max_size=5), max_size=4), right=st.lists(st.text(max_size=5), max_size=4))
def test_associated_data_is_unambiguous(left: list[str], right: list[str]) -> None:
    """No two different lists pack to the same bytes."""
    clean = [[p.encode("utf-8", "ignore").decode() for p in parts] for parts in (left, right)]
    assert (pack(*clean[0]) == pack(*clean[1])) == (clean[0] == clean[1])


def test_a_store_without_the_right_master_key_opens_nothing(circle: Circle, app: Flask) -> None:
    """A stolen key store is worthless without the master key."""
    circle.write("V")
    assert circle.passage is not None
    stolen = KeyStore(app.config["PEILI"].keys_url, MasterKey(b"\0" * 32))
    with pytest.raises(KeyMissing):
        stolen.key(circle.passage.key_id)
    stolen.engine.dispose()


def test_reading_outside_the_vault_is_refused(session: Session, circle: Circle) -> None:
    """Every confidential table, by ORM, by Core and by raw SQL."""
    circle.write("V")
    for table in guard.CONFIDENTIAL:
        for statement in (
            f"SELECT * FROM {table}",
            f"select 1 from persons join {table} on 1=1",
            f"WITH t AS (SELECT * FROM {table}) SELECT * FROM t",
        ):
            with pytest.raises(guard.UnscopedRead):
                session.execute(sql(statement))


def test_the_guard_names_every_table_that_holds_confidence() -> None:
    """A new table of the confidential wing cannot be forgotten."""
    from models.base import Base

    wing = {m.local_table.name for m in Base.registry.mappers if m.class_.__module__.startswith("models.confidential")}  # type: ignore[attr-defined]
    assert wing - {"sealed_texts"} <= set(guard.CONFIDENTIAL)
    assert "sealed_texts" in guard.CONFIDENTIAL


def _raw(app: Flask, session: Session) -> bytes:
    """Everything both databases keep on disk (SQLite), or every table's rows (PostgreSQL)."""
    settings_ = app.config["PEILI"]
    if settings_.database_url.startswith("sqlite"):
        found = b""
        for url in (settings_.database_url, settings_.keys_url):
            for path in sqlite_files(url):
                try:
                    with open(path, "rb") as file:  # noqa: PTH123
                        found += file.read()
                except FileNotFoundError:
                    continue
        return found
    with guard.inside():
        tables = [name for (name,) in session.execute(sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))]
        rows = [str(session.execute(sql(f"SELECT t::text FROM {name} t")).all()) for name in tables if re.fullmatch(r"[a-z_]+", name)]
    return "".join(rows).encode()
