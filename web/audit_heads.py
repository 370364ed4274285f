"""Heads of the log of acts: each hour one number that stands for everything the log has said so far.

The digest of an event covers the one before it. A head is the digest of the last event, appended to a file beside the database and to
the worker's log: whoever changes, removes or inserts an old event afterwards, triggers or not, would have to change what has been
written there too. That is noticed by ``flask audit verify``, and by anybody who keeps the worker's log elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import current_app
from sqlalchemy import func, select

from gateways import databases
from models.privacy import AuditEvent
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

log = logging.getLogger("peili.audit")
# An event younger than this may have an older number that is still being written.
SETTLED = timedelta(minutes=10)
BEGINNING = "0" * 64
LINE = re.compile(r"(\S+) ([0-9]+) ([0-9a-f]{64})")
AT_A_TIME = 1000  # events in memory
COLUMNS = (
    AuditEvent.id,
    AuditEvent.at,
    AuditEvent.actor_id,
    AuditEvent.act,
    AuditEvent.object_type,
    AuditEvent.object_id,
    AuditEvent.subject_id,
    AuditEvent.engagement_id,
    AuditEvent.detail,
)


class Head(NamedTuple):
    """The digest of all events up to a number, and when it was taken."""

    at: str
    last_id: int
    digest: str


def write_head(*, now: datetime) -> None:
    """Append the present head, unless nothing has happened since the last one. Writes nothing into the database."""
    path = heads_file()
    heads = read(path)
    with databases.reading():
        last_id, digest = _continued(db.session(), heads[-1] if heads else None, now)
    db.session.rollback()
    if (heads and last_id == heads[-1].last_id) or not last_id:
        return
    head = Head(now.astimezone(UTC).isoformat(timespec="seconds"), last_id, digest)
    _append(path, head)
    log.info("head of the log of acts: %s %s", head.last_id, head.digest)


def heads_file() -> Path:
    """Where the heads are."""
    path: Path = current_app.config["PEILI"].data_dir / "audit-heads"
    return path


def read(path: Path) -> list[Head]:
    """The heads of a file, oldest first; a line that was cut off is none."""
    if not path.exists():
        return []
    found = (LINE.fullmatch(line) for line in path.read_text().splitlines())
    return [Head(match[1], int(match[2]), match[3]) for match in found if match]


def first_wrong(session: Session, heads: Sequence[Head]) -> Head | None:
    """The first head that the log no longer leads to; None when all are right."""
    last_id, digest = 0, BEGINNING
    for head in sorted(heads, key=lambda head: head.last_id):
        since = select(*COLUMNS).where(AuditEvent.id <= head.last_id)
        for number, link in _events(session, since.where(AuditEvent.id > last_id) if last_id else since):
            last_id, digest = number, _digest(digest, link)
        if (head.last_id, head.digest) != (last_id, digest):
            return head
    return None


def _continued(session: Session, head: Head | None, now: datetime) -> tuple[int, str]:
    """Number and digest of the last settled event, counted on from a head."""
    last_id, digest = (head.last_id, head.digest) if head else (0, BEGINNING)
    settled = select(func.max(AuditEvent.id)).where(AuditEvent.at <= now - SETTLED).scalar_subquery()
    for number, link in _events(session, select(*COLUMNS).where(AuditEvent.id > last_id, AuditEvent.id <= settled)):
        last_id, digest = number, _digest(digest, link)
    return last_id, digest


def _events(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[tuple[int, str]]:
    """Number and canonical text of each event, in order."""
    with session.execute(query.order_by(AuditEvent.id).execution_options(yield_per=AT_A_TIME)) as rows:
        for number, at, *rest in rows:
            values = [number, at.astimezone(UTC).isoformat(timespec="microseconds"), *rest]
            yield number, json.dumps(values, ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def _digest(former: str, link: str) -> str:
    return hashlib.sha256(f"{former}\n{link}".encode()).hexdigest()


def _append(path: Path, head: Head) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        file.write(("\n" if torn else "").encode() + f"{head.at} {head.last_id} {head.digest}\n".encode())
        file.flush()
        os.fsync(descriptor)
