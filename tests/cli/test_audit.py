"""Heads of the log of acts: taken each hour, and a log that has been changed afterwards does not lead to them."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from models.privacy import AuditEvent
from tests import engines
from tests.world import NOW, Story
from web import audit_heads
from web.extensions import db

HOUR = timedelta(hours=1)


@pytest.fixture
def log(app: Flask, story: Story) -> Flask:
    """Two heads, of three and of five events."""
    with app.app_context():
        for hour in (1, 2):
            _act(story, NOW + hour * HOUR, 3 if hour == 1 else 2)
            audit_heads.write_head(now=NOW + hour * HOUR + audit_heads.SETTLED)
    return app


def _act(story: Story, at: datetime, times: int) -> None:
    detail: dict[str, object] = {"from": 1, "a": [True, None]}
    db.session.add_all(
        AuditEvent(at=at, actor_id=story.jaana.id, act="person.renamed", object_type="person", object_id=n, detail=detail)
        for n in range(times)
    )
    db.session.commit()


def verify(app: Flask) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["audit", "verify"])
    return result.exit_code, result.output


def tamper(app: Flask, statement: str) -> None:
    """What somebody with the database in hand can do."""
    with app.app_context():
        if engines.ENGINE == "sqlite":
            for (name,) in db.session.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_events'")
            ).all():
                db.session.execute(text(f"DROP TRIGGER {name}"))
        else:
            db.session.execute(text("SET session_replication_role = replica"))
        db.session.execute(text(statement))
        db.session.commit()
        if engines.ENGINE == "postgresql":
            db.session.execute(text("SET session_replication_role = DEFAULT"))
            db.session.commit()


def test_an_untouched_log_leads_to_every_head(log: Flask, story: Story) -> None:
    with log.app_context():
        assert [head.last_id for head in audit_heads.read(audit_heads.heads_file())] == _ids()[2::2]
        _act(story, NOW + 3 * HOUR, 1)  # younger than the last head
        assert audit_heads.heads_file().stat().st_mode & 0o777 == 0o600
    code, said = verify(log)
    assert (code, said.split()[0]) == (0, "2")


def _ids() -> list[int]:
    return list(db.session.scalars(db.select(AuditEvent.id).order_by(AuditEvent.id)))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET act = 'person.invited' WHERE id = (SELECT min(id) FROM audit_events)",
        "UPDATE audit_events SET detail = '{}' WHERE id = (SELECT max(id) FROM audit_events)",
        "UPDATE audit_events SET actor_id = NULL WHERE id = (SELECT min(id) + 1 FROM audit_events)",
        "DELETE FROM audit_events WHERE id = (SELECT min(id) FROM audit_events)",
        "DELETE FROM audit_events WHERE id = (SELECT max(id) FROM audit_events)",
        "UPDATE audit_events SET id = 0 - id WHERE id = (SELECT min(id) FROM audit_events)",
    ],
)
def test_whoever_changes_an_old_event_is_noticed(log: Flask, statement: str) -> None:
    tamper(log, statement)
    code, said = verify(log)
    assert code == 1
    assert "has been changed" in said


def test_a_head_is_taken_only_of_what_is_new_and_settled(log: Flask, story: Story) -> None:
    with log.app_context():
        audit_heads.write_head(now=NOW + 9 * HOUR)
        assert len(audit_heads.read(audit_heads.heads_file())) == 2
        _act(story, NOW + 9 * HOUR, 1)
        audit_heads.write_head(now=NOW + 9 * HOUR + audit_heads.SETTLED - timedelta(seconds=1))
        assert len(audit_heads.read(audit_heads.heads_file())) == 2
        audit_heads.write_head(now=NOW + 9 * HOUR + audit_heads.SETTLED)
        assert len(audit_heads.read(audit_heads.heads_file())) == 3


def test_a_line_that_a_kill_cut_off_is_passed_over(log: Flask, story: Story) -> None:
    with log.app_context():
        with audit_heads.heads_file().open("a") as file:
            file.write("2026-11-23T09:")
        _act(story, NOW + 5 * HOUR, 1)
        audit_heads.write_head(now=NOW + 6 * HOUR)
        assert len(audit_heads.read(audit_heads.heads_file())) == 3
    assert verify(log)[0] == 0


def test_without_heads_nothing_is_claimed(app: Flask) -> None:
    assert "No head" in verify(app)[1]
