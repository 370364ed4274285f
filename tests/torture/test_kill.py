"""The real server, killed with SIGKILL while people's texts are being saved: nothing that it said it has is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from socket import create_connection, create_server
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models.base.clock import utcnow
from models.confidential import Passage, WorkingNote
from models.privacy import AuditEvent
from tests import engines
from tests.torture.writers import Writer
from tests.world import World
from vault import guard, writer
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.product import Product

ROOT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("PEILI_KILLS", "100"))
PATIENCE = 30  # seconds for the server to listen
LIVES = (1, 2, 3, 5, 8, 13)  # saves that each life of the server may acknowledge before the kill, in turn


@dataclass(frozen=True)
class Desk:
    """Where the writers sit: their cookies, and the meetings and passages that they write about."""

    cookies: tuple[str, ...]
    meetings: tuple[int, ...]
    passages: tuple[int, ...]


@pytest.fixture
def desk(product: Product) -> Desk:
    """A supervisor with three held meetings and three passages."""
    return product.tell("desk", _tell)


def _tell() -> Desk:
    session, now = db.session(), utcnow()
    world = World(session, now=now)
    aino = world.supervisor("Aino Rautaharju")
    group = world.engagement("Asiakastyön vertaisryhmä")
    world.assign(group, aino)
    seat = world.member(group, world.person("Noora Heikura"))
    meetings = [world.meeting(group, now - timedelta(days=days)) for days in (30, 20, 10)]
    for meeting in meetings:
        world.mark(meeting, seat)
    passages = [writer.begin(session, aino, meeting, now=now) for meeting in meetings]
    return Desk(
        cookies=tuple(world.sign_in(aino) for _ in range(6)),
        meetings=tuple(meeting.id for meeting in meetings),
        passages=tuple(passage.id for passage in passages),
    )


class Server:
    """The product's web server, which can be killed and comes back at once."""

    def __init__(self, product: Product, port: int) -> None:
        settings = product.settings
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PEILI_")} | {
            "PEILI_BASE_URL": f"http://127.0.0.1:{port}",
            "PEILI_DATABASE_URL": settings.database_url,
            "PEILI_DATA_DIR": str(settings.data_dir),
            "PEILI_DEMO": "0",
            "PEILI_KEYS_URL": settings.keys_url,
            "PEILI_MASTER_KEY_FILE": str(settings.master_key_file),
        }
        self.port = port
        self.zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.zygote", str(port)],
            cwd=ROOT,
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self) -> None:
        """Return when it listens."""
        self._tell("start")
        self._wait(listens=True)

    def kill(self) -> None:
        """End master and workers in the middle of what they do; return when the last of them has let go of the port."""
        self._tell("kill")
        self._wait(listens=False)

    def _wait(self, *, listens: bool) -> None:
        deadline = time.monotonic() + PATIENCE
        while self._listens() is not listens:
            assert time.monotonic() < deadline, "the server does not come back" if listens else "the server does not die"
            time.sleep(0.005)

    def _listens(self) -> bool:
        try:
            create_connection(("127.0.0.1", self.port)).close()
        except ConnectionRefusedError:
            return False
        except ConnectionResetError:
            return True
        return True

    def close(self) -> None:
        """End the zygote too."""
        with self.zygote:
            pass

    def _tell(self, command: str) -> None:
        assert self.zygote.stdin is not None
        assert self.zygote.stdout is not None
        self.zygote.stdin.write(f"{command}\n")
        self.zygote.stdin.flush()
        assert self.zygote.stdout.readline().strip().isdigit()


@pytest.fixture
def server(product: Product, desk: Desk) -> Iterator[Server]:
    """Not started yet."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Server(product, port)
    product.lend()
    yield server
    server.close()


@pytest.mark.skipif(engines.ENGINE != "sqlite", reason="PostgreSQL is a server of its own, which this kill does not reach")
def test_no_acknowledged_save_is_lost(product: Product, desk: Desk, server: Server) -> None:
    writers = list(_writers(desk, server.port))
    server.start()
    for each in writers:
        each.start()
    for turn in range(KILLS):
        _wait_for_saves(writers, LIVES[turn % len(LIVES)])
        server.kill()
        server.start()
        if any(each.error for each in writers):
            break
    for each in writers:
        each.stopping.set()
    for each in writers:
        each.join(PATIENCE)
    assert [each.error for each in writers] == [None] * len(writers)
    for each in writers:
        each.look()  # once more, with everything at rest
    server.kill()
    print(f"\n{KILLS} kills, {sum(w.answers for w in writers)} acknowledged, {sum(w.unanswered for w in writers)} unanswered")  # noqa: T201
    with product.app.app_context():
        _check_integrity()
        _check_audit(writers)


def _wait_for_saves(writers: list[Writer], more: int) -> None:
    """Until so many more have been acknowledged; the others are under way."""
    enough = sum(each.answers for each in writers) + more
    deadline = time.monotonic() + PATIENCE
    while sum(each.answers for each in writers) < enough and not any(each.error for each in writers):
        assert time.monotonic() < deadline, "the server saves nothing"
        time.sleep(0.001)


def _writers(desk: Desk, port: int) -> Iterator[Writer]:
    for meeting, cookie in zip(desk.meetings, desk.cookies, strict=False):
        page = f"/meetings/{meeting}"
        yield Writer(port, cookie, page, f"/meetings/{meeting}/notes/own", "own")
    for passage, cookie in zip(desk.passages, desk.cookies[3:], strict=False):
        yield Writer(port, cookie, f"/passages/{passage}/edit", f"/passages/{passage}/draft", "text")


def _check_integrity() -> None:
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def _check_audit(writers: list[Writer]) -> None:
    """As many saves in the log as the rows count, and not fewer than were acknowledged."""
    saves = {act: count for act, count in db.session.execute(select(AuditEvent.act, func.count()).group_by(AuditEvent.act))}  # noqa: C416  rows, not pairs
    with guard.inside():
        noted = db.session.scalar(select(func.sum(WorkingNote.version - 1)))
        drafted = db.session.scalar(select(func.sum(Passage.version - 1)))
    assert saves["working_note.saved"] == noted
    assert saves["passage.draft_saved"] == drafted
    assert noted + drafted >= sum(each.answers for each in writers)
