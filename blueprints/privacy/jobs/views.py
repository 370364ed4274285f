"""The worker's health on one page. It names chores and kinds of faults, no person and no text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, g
from sqlalchemy import func, select

from blueprints.privacy.jobs import words
from models.base.clock import utcnow
from models.base.house import Job, OutboxMessage
from policy.privacy import watched_jobs
from web import backups, hx
from web.access import actor_or_sign_in, permits
from web.chores import CHORES, Chore
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response


bp = Blueprint("jobs", __name__, url_prefix="/jobs")


@dataclass(frozen=True)
class Post:
    """The outbox in numbers."""

    waiting: int
    oldest: datetime | None  # of those that might have left by now
    dead: int


@bp.get("")
@permits("job.list")
def index() -> Response:
    """Everything at a glance; the page fetches itself again now and then."""
    if hx.is_partial():
        g.pop("touch", None)  # a page that looks by itself must not keep a sign-in alive
    now = utcnow()
    jobs = {job.name: job for job in db.session.scalars(watched_jobs(actor_or_sign_in()))}
    return hx.render(
        "privacy/jobs/index.html",
        fragment="health",
        at=now,
        words=words,
        post=_post(now),
        chores=_trouble_first(jobs, now),
        has_stopped=_has_stopped(jobs, now),
        backup=backups.newest() if backups.are_made_here() else None,
        backs_up=backups.are_made_here(),
    )


def _trouble_first(jobs: dict[str, Job], now: datetime) -> list[tuple[Chore, Job]]:
    known = [(chore, jobs[chore.name]) for chore in CHORES if chore.name in jobs]
    return sorted(known, key=lambda each: not (each[1].failures or each[1].is_stuck(now=now)))


def _post(now: datetime) -> Post:
    waits = OutboxMessage.delivered_at.is_(None) & OutboxMessage.cancelled_at.is_(None) & OutboxMessage.dead_at.is_(None)
    waiting, oldest = db.session.execute(
        select(func.count(), func.min(OutboxMessage.not_before).filter(OutboxMessage.not_before <= now)).where(waits)
    ).one()
    dead = db.session.scalar(select(func.count()).where(OutboxMessage.dead_at.is_not(None))) or 0
    return Post(waiting, oldest, dead)


def _has_stopped(jobs: dict[str, Job], now: datetime) -> bool:
    """Whether no worker runs: what every worker does all the time, none has done lately."""
    shared = [jobs[chore.name] for chore in CHORES if chore.shared and chore.name in jobs]
    return bool(shared) and all(job.is_stuck(now=now) for job in shared)
