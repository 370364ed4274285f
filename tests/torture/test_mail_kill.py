"""The real worker, killed with SIGKILL in the middle of a delivery: every mail arrives, and only what was in doubt arrives twice."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from gateways import databases
from models.base.clock import utcnow
from models.base.house import MessageState, OutboxMessage
from models.process import Meeting
from tests import engines
from tests.post_office import TAKEN, PostOffice, opened
from tests.world import World
from web import mail
from web.extensions import db

if TYPE_CHECKING:
    from tests.product import Product

ROOT = Path(__file__).parent.parent.parent
KILLS = min(int(os.environ.get("PEILI_KILLS", "10")), 100)  # `make torture` asks for more than these need
PATIENCE = 60  # seconds for a worker to send something
LIVES = (1, 2, 3, 5, 8)  # mails that each life of the worker sends before it is killed with the next one under way, in turn
FATES = ("taken", "refused", "answered")  # what the server does with that mail: the worker hears of none of it for certain
CANCELLED = 2  # meetings cancelled after each kill, those whose mails are next
NOT_TAKEN = "451 not now"


class Gate(PostOffice):
    """A server that stops with a mail in its hands, until told what becomes of it."""

    def __init__(self) -> None:
        super().__init__(whenever=self._hold)
        self.left, self.fate = 0, TAKEN
        self.holds, self.goes = Event(), Event()

    def let(self, number: int) -> None:
        """Take so many mails; the next one is held."""
        self.left = number
        self.holds.clear()
        self.goes.clear()

    def _hold(self, _mail: EmailMessage) -> str | None:
        if self.left == 0:
            self.left = -1
            self.holds.set()
            self.goes.wait(PATIENCE)
            return self.fate
        self.left -= self.left > 0
        return None


class Worker:
    """The product's worker, which can be killed and comes back at once."""

    def __init__(self, product: Product, port: int) -> None:
        settings = product.settings
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PEILI_")} | {
            "PEILI_DATABASE_URL": settings.database_url,
            "PEILI_DATA_DIR": str(settings.data_dir),
            "PEILI_DEMO": "0",
            "PEILI_KEYS_URL": settings.keys_url,
            "PEILI_MAIL_FROM": "Peili <peili@merituuli.example>",
            "PEILI_MASTER_KEY_FILE": str(settings.master_key_file),
            "PEILI_SMTP_URL": f"smtp://127.0.0.1:{port}",
        }
        command = [sys.executable, "-m", "tests.torture.worker_zygote"]
        self.zygote = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def tell(self, command: str) -> None:
        """``start`` or ``kill``; returns when it is done."""
        assert self.zygote.stdin is not None
        assert self.zygote.stdout is not None
        self.zygote.stdin.write(f"{command}\n")
        self.zygote.stdin.flush()
        assert self.zygote.stdout.readline().strip().isdigit()

    def close(self) -> None:
        """End the zygote too."""
        with self.zygote:
            pass


def lives() -> Iterator[int]:
    """How many mails each life sends."""
    return (LIVES[turn % len(LIVES)] for turn in range(KILLS))


def _tell() -> list[int]:
    """Mails of two kinds in turn: of a meeting each, and of nothing that could be cancelled. Gives their numbers."""
    session, now = db.session(), utcnow()
    world = World(session, now=now)
    noora, group = world.person("Noora Heikura"), world.engagement("Asiakastyön vertaisryhmä")
    rows = []
    for number in range(sum(lives()) + KILLS * (1 + CANCELLED * 2) + 10):
        meeting = world.meeting(group, now + timedelta(days=60 + number)) if number % 2 else None
        if meeting is None:
            rows.append(mail.send(noora, "people/mail/account_closed"))
        else:
            rows.append(mail.send(noora, "process/mail/meeting_moved", meeting=meeting, former=meeting.starts_at, invited=False, url="x"))
    session.commit()
    return [row.id for row in rows if row is not None]


def number_of(message: EmailMessage) -> int:
    """The mail's number in the outbox."""
    return int(str(message["Message-ID"]).strip("<").partition(".")[0])


def taken(gate: Gate) -> Counter[int]:
    """How often each mail was taken."""
    return Counter(number_of(message) for message in gate.mails)


def rows_under_way() -> set[int]:
    """The mails that the dead worker had claimed; their claims lapse as if the time for it had passed."""
    claimed = (OutboxMessage.claimed_until.is_not(None), OutboxMessage.delivered_at.is_(None), OutboxMessage.cancelled_at.is_(None))
    found = set(db.session.scalars(select(OutboxMessage.id).where(*claimed)))
    lapsed = utcnow() - timedelta(seconds=1)
    db.session.execute(update(OutboxMessage).where(OutboxMessage.id.in_(found)).values(claimed_until=lapsed))
    # A server that said "not now", or went away with the worker, is asked again at once.
    db.session.execute(update(OutboxMessage).where(*OutboxMessage.stands(MessageState.WAITING)).values(not_before=lapsed))
    db.session.commit()
    return found


def cancel_meetings(gate: Gate) -> dict[int, int]:
    """Cancel the meetings whose mails are next; gives how often each of those mails had been taken already."""
    waiting = select(OutboxMessage).where(*OutboxMessage.stands(MessageState.WAITING), OutboxMessage.meeting_id.is_not(None))
    rows = db.session.scalars(
        waiting.join(Meeting, Meeting.id == OutboxMessage.meeting_id)
        .where(Meeting.cancelled_at.is_(None))
        .order_by(OutboxMessage.id)
        .limit(CANCELLED)
    ).all()
    for row in rows:
        db.session.get_one(Meeting, row.meeting_id).cancelled_at = utcnow()
    db.session.commit()
    before = taken(gate)
    return {row.id: before[row.id] for row in rows}


def settled() -> bool:
    """Whether no mail waits."""
    with databases.reading():
        found = db.session.scalars(select(OutboxMessage.id).where(*OutboxMessage.stands(MessageState.WAITING)).limit(1)).first()
    db.session.remove()
    return found is None


def _live(gate: Gate, worker: Worker, life: int, fate: str) -> None:
    """Start the worker, let it send, and kill it with a mail in the server's hands."""
    gate.let(life)
    gate.fate = NOT_TAKEN if fate == "refused" else TAKEN
    worker.tell("start")
    assert gate.holds.wait(PATIENCE), "the worker sends nothing"
    if fate == "answered":  # the worker may hear the answer, and write it down or not
        gate.goes.set()
    worker.tell("kill")
    gate.goes.set()


def _drain(gate: Gate, worker: Worker) -> None:
    """One worker more, which is left alone until no mail waits."""
    gate.let(-1)
    worker.tell("start")
    deadline = time.monotonic() + PATIENCE
    while not settled():
        assert time.monotonic() < deadline, "mails are left waiting"
        time.sleep(0.05)
    worker.tell("kill")
    worker.close()


@pytest.mark.skipif(engines.ENGINE != "sqlite", reason="PostgreSQL is a server of its own, which this kill does not reach")
def test_every_mail_arrives_and_only_what_was_in_doubt_twice(product: Product) -> None:
    mails = product.tell("mails", _tell)
    product.lend()
    doubtful: set[int] = set()
    cancelled: dict[int, int] = {}
    with opened(Gate()) as gate, product.app.app_context():
        assert isinstance(gate, Gate)
        worker = Worker(product, gate.port)
        for turn, life in enumerate(lives()):
            _live(gate, worker, life, FATES[turn % len(FATES)])
            doubtful |= rows_under_way()
            cancelled |= {number: times for number, times in cancel_meetings(gate).items() if number not in cancelled}
        _drain(gate, worker)
        ended = {row.id: row.state for row in db.session.scalars(select(OutboxMessage))}
    counts = taken(gate)
    twice = {number for number, times in counts.items() if times > 1}
    print(  # noqa: T201
        f"\n{KILLS} kills, {len(mails)} mails, {len(counts)} delivered, {len(cancelled)} cancelled on the way, "
        f"{len(doubtful)} in doubt when the worker died, {sum(counts[number] - 1 for number in twice)} of them delivered twice, 0 lost"
    )
    assert [number for number in mails if number not in cancelled and counts[number] == 0] == []
    assert {number: counts[number] for number in cancelled} == cancelled, "none for a meeting that has been cancelled"
    assert twice <= doubtful
    assert set(ended.values()) <= {MessageState.SENT, MessageState.CANCELLED}
