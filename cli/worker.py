"""``flask worker run``: what happens outside requests: mails leave, expired things are tidied."""

from __future__ import annotations

import logging
import signal
import threading
from functools import partial
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import AppGroup

from cli import start
from models.base.clock import utcnow
from web import extensions
from web.extensions import db
from web.rota import Rota, surviving

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

group = AppGroup("worker", help="Background work.")
PAUSE = 0.25  # seconds between looks for the tables
LOOK = 5  # seconds between looks for turns that are due
THREADS = 3  # sending mails, what is due every few seconds, the rest: none waits for another


@group.command("run")
@click.option("--once", is_flag=True, help="Do every chore once and stop.")
def run(*, once: bool) -> None:
    """Work until told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not start.is_ready():  # the web server, started at the same moment, makes them
        db.session.remove()
        if stop.wait(PAUSE):
            return
    logging.basicConfig(format="%(message)s")
    logging.getLogger("peili").setLevel(logging.INFO)
    extensions.attach_keys(current_app.config["PEILI"])
    if once:
        work()
    else:
        _work_until(stop, current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001  threads need the application itself


def work() -> None:
    """Do every chore once; one that fails is logged and tried again in its next turn."""
    with surviving():
        Rota().do_all(now=utcnow())


def _work_until(stop: threading.Event, app: Flask) -> None:
    """Let the scheduler call the chores until told to stop; what has begun is finished first."""
    from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
    from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a round that lasts longer than its pause is no news
    rota = Rota()
    with surviving():
        rota.announce(now=utcnow())
    scheduler = BackgroundScheduler(
        timezone="UTC", executors={"default": ThreadPoolExecutor(THREADS)}, job_defaults={"coalesce": True, "misfire_grace_time": None}
    )
    scheduler.add_job(_round(app, rota.do_due), "interval", seconds=LOOK, id="due", next_run_time=utcnow())
    for chore in filter(lambda chore: chore.is_frequent, rota.chores.values()):
        turn = _round(app, partial(rota.do_frequent, chore))
        scheduler.add_job(turn, "interval", seconds=chore.every.total_seconds(), id=chore.name, next_run_time=utcnow())
    scheduler.start()
    stop.wait()
    scheduler.shutdown(wait=True)
    with surviving():
        rota.go()


def _round(app: Flask, does: Callable[..., None]) -> Callable[[], None]:
    def go() -> None:
        with app.app_context(), surviving():
            does(now=utcnow())

    return go
