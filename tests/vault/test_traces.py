"""No reading without its trace: same transaction, fail closed; and the traces cannot be changed."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.privacy import AuditEvent, Read, ReadAct
from tests.vault.circle import Circle
from vault import guard, reader, reads
from web.extensions import db


def test_each_reading_leaves_a_row(circle: Circle) -> None:
    """Who, in which role, which meeting; the person the text is about finds it."""
    version = circle.write("V")
    circle.grants("V", version)
    reader.shared_note(circle.world.session, circle.people["N"], circle.meeting, now=circle.now)
    found = reads.of(circle.world.session, circle.people["V"])
    assert [(o.reader, o.act) for o in found] == [("Noora Heikura", ReadAct.READ), ("Aino Rautaharju", ReadAct.WROTE)]


def test_own_readings_are_not_listed(circle: Circle) -> None:
    """The list is about others."""
    circle.write("V")
    reader.shared_note(circle.world.session, circle.people["V"], circle.meeting, now=circle.now)
    assert [o.reader for o in reads.of(circle.world.session, circle.people["V"])] == ["Aino Rautaharju"]


def test_seeing_only_placeholders_is_no_reading(circle: Circle) -> None:
    """Nothing was opened, so nothing is recorded."""
    circle.write("V")
    shown = reader.shared_note(circle.world.session, circle.people["M"], circle.meeting, now=circle.now)
    assert [p.text for p in shown] == [None]
    readers = circle.world.session.scalars(select(Read.reader_id)).all()
    assert circle.people["M"].id not in readers


@pytest.mark.parametrize("role", ["V", "N", "S"])
def test_no_trace_no_text(circle: Circle, role: str) -> None:
    """When the trace cannot be written the text does not come out."""
    version = circle.write("V")
    circle.grants("V", version)
    circle.world.session.commit()
    refuse = _refuse_inserts_into("reads")
    event.listen(db.engine, "before_cursor_execute", refuse)
    try:
        with pytest.raises(RuntimeError, match="no trace"):
            (reader.desk if role == "S" else reader.shared_note)(circle.world.session, circle.people[role], circle.meeting, now=circle.now)
    finally:
        event.remove(db.engine, "before_cursor_execute", refuse)
    circle.world.session.rollback()


def test_rolled_back_reading_leaves_no_trace_and_no_version(circle: Circle) -> None:
    """The version and its audit row are one: both or neither."""
    session = circle.world.session
    session.commit()
    before = session.scalar(select(func.count(AuditEvent.id)))
    circle.write("V")
    session.rollback()
    assert session.scalar(select(func.count(AuditEvent.id))) == before
    with guard.inside():
        assert session.execute(sql("SELECT count(*) FROM passage_versions")).scalar_one() == 0


@pytest.mark.parametrize("table", ["audit_events", "reads", "read_passages", "consents", "standing_preferences"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_traces_and_answers_are_append_only(session: Session, circle: Circle, table: str, verb: str) -> None:
    """I19, and consents besides: the database itself refuses to change them."""
    version = circle.write("V")
    circle.grants("V", version)
    session.commit()
    column = {"reads": "reader_id = 1", "read_passages": "version_id = 1", "audit_events": "act = 'x'"}.get(table, "person_id = 1")
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(sql(verb.format(table, column)))
    session.rollback()


def test_answers_are_given_by_the_person(session: Session, circle: Circle) -> None:
    """I12: the database refuses an answer that somebody else gives."""
    version = circle.write("V")
    circle.grants("V", version)
    session.commit()
    copy = (
        "INSERT INTO consents (version_id, person_id, given_by_id, purpose, answer, audience, channel, language, wording, answered_at) "
        "SELECT version_id, person_id, :other, purpose, answer, audience, channel, language, wording, answered_at FROM consents"
    )
    with pytest.raises(DBAPIError, match="given_by_the_person"):
        session.execute(sql(copy), {"other": circle.people["S"].id})
    session.rollback()


def test_the_log_holds_no_answer(session: Session, circle: Circle) -> None:
    """I19: that somebody answered is logged, what they answered is not."""
    version = circle.write("V", "N")
    circle.grants("V", version)
    circle.declines("N", version)
    acts = session.execute(select(AuditEvent.act, AuditEvent.detail).where(AuditEvent.act.like("consent.%"))).all()
    assert {act for act, _ in acts} == {"consent.preferred", "consent.answered"}
    assert all(not detail for _, detail in acts)


def _refuse_inserts_into(table: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    def refuse(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(f"INSERT INTO {table}"):
            message = "no trace"
            raise RuntimeError(message)

    return refuse
