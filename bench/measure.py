"""Measures the product's pages on one engine."""

from __future__ import annotations

import json
import math
import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import create_app
from bench.data import PASSWORD, Builder, Ground
from bench.load import Job, Seen
from bench.servers import ROOT, Server, serving
from bench.statements import Cost, cost
from bench.visits import Visitor
from gateways.keys import MasterKey
from web import extensions
from web.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from bench.data import Scale

AT_ONCE = (1, 16)
WARM = 0.5  # seconds of the same request before the clock runs
FLOOR = 2  # seconds, at the most, for the floor
OF_ONE = 0.2  # share of the swaps that are made one after another


@dataclass(frozen=True)
class Page:
    """What is asked for: requests as bytes, sent again and again or each once."""

    name: str
    requests: list[str]
    cost: Cost
    good: str
    repeat: bool = True


@dataclass(frozen=True)
class Measured:
    """One row: seconds, bytes, and counts of statements in the database and in the key store."""

    engine: str
    page: str
    at_once: int
    answers: int
    wrong: int
    per_second: float
    p50: float
    p95: float
    p99: float
    longest: float
    cpu: float | None
    floor_per_second: float
    floor_p50: float
    statements: int
    key_statements: int
    bytes: int
    gzip: int

    def cells(self) -> tuple[str, ...]:
        """For the table; times in milliseconds, and in CPU milliseconds of the server a request."""
        times = (f"{1000 * value:.1f}" for value in (self.p50, self.p95, self.p99, self.longest))
        wrong = f" ({self.wrong} of {self.answers} failed)" if self.wrong else ""
        return (
            self.engine,
            self.page + wrong,
            str(self.at_once),
            f"{self.per_second:.0f}",
            *times,
            "–" if self.cpu is None else f"{1000 * self.cpu:.1f}",
            f"{self.floor_per_second:.0f}",
            f"{1000 * self.floor_p50:.1f}",
            f"{self.statements} + {self.key_statements}",
            str(self.bytes),
            str(self.gzip),
        )


def measure(engine: str, folder: Path, urls: tuple[str, str], scale: Scale, *, seconds: float) -> list[Measured]:
    """Fill the two databases, start the server and the floor, and measure every page."""
    environment = {
        "PEILI_DATA_DIR": str(folder / "data"),
        "PEILI_DATABASE_URL": urls[0],
        "PEILI_KEYS_URL": urls[1],
        "PEILI_MASTER_KEY_FILE": str(folder / "master.key"),
        "PEILI_DEMO": "0",
    }
    app, ground = prepare(environment, scale)
    costs = {name: cost(app, email, path, fields) for name, email, path, fields in _samples(ground)}
    extensions.forget_connections(app)
    with serving(environment=environment) as server, serving("--config", "python:bench.floor", environment={}) as floor:
        track = Track(engine, server, floor, seconds)
        return [track.row(page, at_once) for at_once in AT_ONCE for page in _pages(server.port, ground, costs, at_once)]


def prepare(environment: dict[str, str], scale: Scale) -> tuple[Flask, Ground]:
    """The product in this process, migrated and filled."""
    settings = Settings.from_env(environment)
    MasterKey.create(settings.master_key_file)
    app = create_app(settings)
    with app.app_context():
        extensions.attach_keys(settings).create_tables()
        extensions.alembic.upgrade()
        return app, Builder(extensions.db.session()).fill(scale)


def _swap(seat: tuple[int, int]) -> tuple[str, dict[str, str]]:
    """A swap for one meeting by the account manager, to somebody new: the address, and the form's fields."""
    participation, meeting = seat
    number = secrets.token_hex(6)
    return f"/participations/{participation}/substitutions", {
        "meeting": f"one_meeting-{meeting}",
        "name": "Varahenkilö Lahti",
        "email": f"vara.{number}@demo.example",
        "language": "fi",
        "source": "form",
        "submission_key": secrets.token_hex(16),
    }


def _samples(ground: Ground) -> list[tuple[str, str, str, dict[str, str] | None]]:
    """Each page once: name, who asks, address, fields of the form."""
    address, fields = _swap(ground.seats.pop())
    return [
        ("directory", ground.participant, "/supervisors", None),
        ("meeting, 20 passages", ground.supervisor, f"/meetings/{ground.meeting_id}", None),
        ("swap", ground.manager, address, fields),
    ]


def _pages(port: int, ground: Ground, costs: dict[str, Cost], at_once: int) -> list[Page]:
    pages = []
    for name, email, path, fields in _samples(ground):
        visitor = Visitor(port, email, PASSWORD)
        if fields is None:
            pages.append(Page(name, [visitor.request(path)], costs[name], good="200"))
            continue
        token = {"form_token": visitor.form_token("/")}
        number = math.ceil(len(ground.seats) * OF_ONE) if at_once == 1 else len(ground.seats)
        swaps = [_swap(ground.seats.pop()) for _ in range(min(number, len(ground.seats)))]
        requests = [visitor.request(address, token | fields) for address, fields in swaps]
        pages.append(Page(name, requests, costs[name], good="303", repeat=False))
    return pages


@dataclass(frozen=True)
class Track:
    """Where one engine is measured, and for how many seconds a page at the most."""

    engine: str
    server: Server
    floor: Server
    seconds: float

    def row(self, page: Page, at_once: int) -> Measured:
        """Measure the page, then the floor with as many bytes."""
        port, longest = self.server.port, self.seconds if page.repeat else 10 * self.seconds
        if page.repeat:
            _load(Job(port, at_once, page.requests, repeat=True, longest=WARM))
        before = self.server.cpu_seconds()
        seen = _load(Job(port, at_once, page.requests, repeat=page.repeat, longest=longest))
        after = self.server.cpu_seconds()
        plain = f"GET /{page.cost.bytes} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        least = _load(Job(self.floor.port, at_once, [plain], repeat=True, longest=min(FLOOR, self.seconds)))
        answers = len(seen.seconds)
        return Measured(
            engine=self.engine,
            page=page.name,
            at_once=at_once,
            answers=answers,
            wrong=answers - seen.statuses.get(page.good, 0),
            per_second=answers / seen.elapsed,
            p50=percentile(seen.seconds, 50),
            p95=percentile(seen.seconds, 95),
            p99=percentile(seen.seconds, 99),
            longest=max(seen.seconds),
            cpu=None if before is None or after is None else (after - before) / answers,
            floor_per_second=len(least.seconds) / least.elapsed,
            floor_p50=percentile(least.seconds, 50),
            statements=page.cost.statements,
            key_statements=page.cost.key_statements,
            bytes=page.cost.bytes,
            gzip=page.cost.gzip,
        )


def percentile(values: list[float], share: int) -> float:
    """The nearest rank: the smallest value that at least ``share`` percent do not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * share / 100) - 1)]


def _load(job: Job) -> Seen:
    command = [sys.executable, "-m", "bench.load"]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), input=json.dumps(vars(job)), capture_output=True, text=True, check=True)
    return Seen(**json.loads(done.stdout))
