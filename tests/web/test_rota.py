"""Several workers beside each other, on the engine under test: each turn is one worker's, and one that dies loses it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from gateways import databases
from models.base.house import Job
from tests import clock
from web.chores import CHORES, DAY, HOUR, MINUTE, SECOND, Chore
from web.extensions import db
from web.rota import Rota, surviving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from tests.product import Product

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 23, 7, 40, tzinfo=UTC)


class Killed(BaseException):
    """What a kill looks like from inside: nothing after it is done."""


class Counted:
    """A chore that counts its turns, and ends as it is told."""

    def __init__(self) -> None:
        self.turns: list[datetime] = []
        self.ends: BaseException | None = None

    def chore(self, every: timedelta, *, shared: bool = False, at: time | None = None) -> Chore:
        def counting(*, now: datetime) -> None:
            self.turns.append(now)
            if self.ends:
                raise self.ends

        return Chore(counting, every, "Counting", shared=shared, at=at)


@pytest.fixture
def counted() -> Counted:
    """Not done yet."""
    return Counted()


@pytest.fixture
def at(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[datetime], datetime]]:
    """Put the clock somewhere; inside the application."""

    def put(moment: datetime) -> datetime:
        clock.stop(monkeypatch, moment)
        return moment

    put(NOW)
    with app.app_context():
        yield put


def job() -> Job:
    """The row of the counted chore as it stands."""
    row: Job = db.session.query(Job).populate_existing().one()
    db.session.rollback()
    return row


@contextmanager
def heard(name: str, listener: Callable[..., None]) -> Iterator[None]:
    """Listen to the engine for a while."""
    event.listen(db.engine, name, listener)
    yield
    event.remove(db.engine, name, listener)


@pytest.mark.parametrize("every", [HOUR, 5 * SECOND])
def test_of_several_workers_exactly_one_does_each_turn(
    app: Flask, at: Callable[[datetime], datetime], counted: Counted, every: timedelta
) -> None:
    chore = counted.chore(every)
    rotas = [Rota([chore]) for _ in range(4)]
    rotas[0].announce(now=NOW)
    for turn in range(1, 4):
        barrier = Barrier(len(rotas))
        workers = [Thread(target=_turn, args=(app, rota, chore, barrier)) for rota in rotas]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert len(counted.turns) == turn
        at(NOW + turn * every)


def _turn(app: Flask, rota: Rota, chore: Chore, barrier: Barrier) -> None:
    from models.base.clock import utcnow

    with app.app_context():
        barrier.wait()
        rota.do_frequent(chore, now=utcnow()) if chore.is_frequent else rota.do_due(now=utcnow())


def test_a_turn_whose_worker_was_killed_is_done_again_after_the_lease(at: Callable[[datetime], datetime], counted: Counted) -> None:
    chore = counted.chore(10 * MINUTE)
    first, second = Rota([chore]), Rota([chore])
    first.announce(now=NOW)
    counted.ends = Killed()
    with pytest.raises(Killed):
        first.do_due(now=NOW)
    counted.ends = None
    assert (job().claimed_until, job().finished_at) == (NOW + chore.lease, None)
    second.do_due(now=at(NOW + chore.lease - SECOND))
    assert len(counted.turns) == 1
    second.do_due(now=at(NOW + chore.lease))
    assert len(counted.turns) == 2
    assert (job().claimed_until, job().succeeded_at) == (None, NOW + chore.lease)


DIES = """
import sys
from datetime import timedelta
from app import create_app
from models.base.clock import utcnow
from web.chores import Chore
from web.rota import Rota

def counting(*, now):
    print("begun", flush=True)
    sys.stdin.read()

with create_app().app_context():
    Rota([Chore(counting, timedelta(hours=1), "Counting")]).do_due(now=utcnow())
"""


def test_a_worker_killed_in_the_middle_of_a_chore_loses_it_after_the_lease(
    product: Product, at: Callable[[datetime], datetime], counted: Counted
) -> None:
    now = at(datetime.now(UTC))
    chore = counted.chore(HOUR)
    rota = Rota([chore])
    rota.announce(now=now)
    command = [sys.executable, "-c", DIES]
    with subprocess.Popen(command, cwd=ROOT, env=surroundings(product), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"begun\n"
        other.kill()
    rota.do_due(now=at(now + chore.lease / 2))
    assert counted.turns == []
    rota.do_due(now=at(now + chore.lease + MINUTE))
    assert len(counted.turns) == 1


def surroundings(product: Product) -> dict[str, str]:
    """The environment of another process on the same databases."""
    settings = product.settings
    return {name: value for name, value in os.environ.items() if not name.startswith("PEILI_")} | {
        "PEILI_DATABASE_URL": settings.database_url,
        "PEILI_DATA_DIR": str(settings.data_dir),
        "PEILI_DEMO": "0",
        "PEILI_KEYS_URL": settings.keys_url,
        "PEILI_MASTER_KEY_FILE": str(settings.master_key_file),
    }


def test_who_comes_back_after_its_lease_changes_nothing_of_the_others_claim(at: Callable[[datetime], datetime], counted: Counted) -> None:
    def sleeps(*, now: datetime) -> None:
        counted.turns.append(now)
        if len(counted.turns) == 1:
            other.do_due(now=at(NOW + chore.lease))

    chore = Chore(sleeps, HOUR, counted.chore(HOUR).says)
    slow, other = Rota([chore]), Rota([chore])
    slow.announce(now=NOW)
    slow.do_due(now=NOW)
    assert len(counted.turns) == 2
    assert job().due_at == NOW + chore.lease + HOUR


def test_a_failure_is_counted_named_by_its_kind_and_tried_again_soon(
    at: Callable[[datetime], datetime], counted: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    rota = Rota([counted.chore(HOUR)])
    rota.announce(now=NOW)
    counted.ends = ValueError("Noora Heikura")
    moment, waits = NOW, []
    for failures in range(1, 9):
        rota.do_due(now=moment)
        assert (job().failures, job().last_error, job().claimed_until, job().succeeded_at) == (failures, "ValueError", None, None)
        waits.append(job().due_at - moment)
        moment = at(job().due_at)
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 32, 60, 60)]
    assert "Noora" not in caplog.text
    assert "chore counting failed: ValueError" in caplog.text
    counted.ends = None
    rota.do_due(now=moment)
    assert (job().failures, job().last_error, job().due_at) == (0, "", moment + HOUR)


@pytest.mark.parametrize("shared", [True, False])
def test_what_is_due_every_few_seconds_is_written_once_a_minute(
    at: Callable[[datetime], datetime], counted: Counted, *, shared: bool
) -> None:
    chore = counted.chore(SECOND, shared=shared)
    rota = Rota([chore])
    rota.announce(now=NOW)
    writes: list[str] = []
    with heard("before_cursor_execute", lambda *said: writes.append(said[2]) if said[2].startswith("UPDATE") else None):
        for second in range(180):
            rota.do_frequent(chore, now=at(NOW + second * SECOND))
    assert len(counted.turns) == 180
    assert len(writes) == (3 if shared else 4)  # one that a worker keeps is claimed first
    assert job().succeeded_at is not None


def test_who_goes_leaves_what_it_kept_to_others_at_once(at: Callable[[datetime], datetime], counted: Counted) -> None:
    chore = counted.chore(5 * SECOND)
    first, second = Rota([chore]), Rota([chore])
    first.announce(now=NOW)
    first.do_frequent(chore, now=NOW)
    moment = at(NOW + 5 * SECOND)
    second.do_frequent(chore, now=moment)
    assert counted.turns == [NOW]
    first.go()
    second.do_frequent(chore, now=moment)
    assert counted.turns == [NOW, moment]


def test_nothing_due_writes_nothing(at: Callable[[datetime], datetime]) -> None:
    rota = Rota()
    rota.do_all(now=NOW)
    modes: list[bool] = []
    later = at(NOW + SECOND)
    with heard("begin", lambda _connection: modes.append(databases.writing.get())):
        rota.do_due(now=later)
        for chore in CHORES:
            if chore.shared:
                chore.does(now=later)
                db.session.remove()
    assert modes
    assert not any(modes)


def test_a_daily_chore_keeps_its_hour_over_the_changes_of_the_clocks(counted: Counted) -> None:
    chore = counted.chore(DAY, at=time(2, 30))
    dues = [datetime(2026, 3, 27, 22, tzinfo=UTC)]
    for _ in range(3):
        dues.append(chore.next_due(dues[-1]))
    assert [due.isoformat() for due in dues[1:]] == ["2026-03-28T00:30:00+00:00", "2026-03-29T00:30:00+00:00", "2026-03-29T23:30:00+00:00"]
    assert chore.next_due(datetime(2026, 10, 25, 12, tzinfo=UTC)) == datetime(2026, 10, 26, 0, 30, tzinfo=UTC)


def test_once_does_every_chore_and_leaves_what_another_does(at: Callable[[datetime], datetime], counted: Counted) -> None:
    chore = counted.chore(HOUR)
    rota = Rota([chore])
    rota.do_all(now=NOW)
    rota.do_all(now=NOW)
    assert len(counted.turns) == 2
    counted.ends = Killed()
    with pytest.raises(Killed):
        rota.do_all(now=NOW)
    counted.ends = None
    Rota([chore]).do_all(now=at(NOW + MINUTE))
    assert len(counted.turns) == 3


def test_every_chore_has_a_name_of_its_own_and_its_row(at: Callable[[datetime], datetime]) -> None:
    with surviving():
        Rota().do_all(now=at(NOW))
    rows = {row.name: row for row in db.session.query(Job)}
    assert set(rows) == {chore.name for chore in CHORES}
    assert len(rows) == len(CHORES)
    assert {name: row.last_error for name, row in rows.items() if row.failures} == {}
    assert all(row.succeeded_at == NOW for row in rows.values())
