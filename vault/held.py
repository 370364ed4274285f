"""Typed text held for a person whose sign-in had lapsed; nobody else can list or open it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Select, select, update

from models.confidential import HeldText, SealedKind
from vault import guard, texts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.people import Person

MOST_KEPT = 20


@dataclass(frozen=True)
class Waiting:
    """A held text, opened for its owner: where it was typed, when it was kept, and what it says."""

    id: int
    path: str
    held_at: datetime
    body: str


def hold(session: Session, person: Person, path: str, body: str, *, now: datetime) -> None:
    """Seal what was typed at ``path``. Only the newest twenty are kept."""
    key_id = texts.new_key(session, texts.person_scope(person.id))
    label = texts.Label(SealedKind.HELD_TEXT, texts.person_scope(person.id), key_id, 1, person.id)
    row = texts.write(session, label, body, now=now)
    session.flush()
    session.add(HeldText(person_id=person.id, path=path[:200], key_id=key_id, text_id=row.id, held_at=now))
    session.flush()
    with guard.inside():
        stale = session.scalars(_waiting(person).offset(MOST_KEPT)).all()
    _finish(session, list(stale), now=now)


def is_waiting(session: Session, person: Person) -> bool:
    """Whether any text waits for this person and may be opened: not while texts are shut for the account."""
    with guard.inside():
        return not person.texts_closed and session.scalars(_waiting(person).limit(1)).one_or_none() is not None


def mine(session: Session, person: Person) -> list[Waiting]:
    """Everything that waits for this person, newest first, unless texts are shut for the account. Nobody else's can be asked for."""
    if person.texts_closed:
        return []
    with guard.inside():
        rows = session.scalars(_waiting(person)).all()
    opened = texts.read(session, [row.text_id for row in rows if row.text_id is not None])
    return [Waiting(row.id, row.path, row.held_at, opened.get(row.text_id or 0, "")) for row in rows]


def drop(session: Session, person: Person, held_id: int, *, now: datetime) -> bool:
    """Forget one held text of this person: its key is destroyed. False when there is no such text."""
    with guard.inside():
        rows = session.scalars(_waiting(person).where(HeldText.id == held_id)).all()
    _finish(session, list(rows), now=now)
    return bool(rows)


def _waiting(person: Person) -> Select[HeldText]:
    return select(HeldText).where(HeldText.person_id == person.id, HeldText.done_at.is_(None)).order_by(HeldText.id.desc())


def _finish(session: Session, rows: list[HeldText], *, now: datetime) -> None:
    if not rows:
        return
    ids = [row.id for row in rows]
    session.execute(update(HeldText).where(HeldText.id.in_(ids)).values(done_at=now, text_id=None))
    session.flush()
    texts.erase(session, [row.key_id for row in rows])
