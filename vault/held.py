"""Typed text held for a person whose sign-in had lapsed; nobody else can list or open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, select, update

from models.confidential import HeldText, SealedKind
from vault import guard, texts

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person

MOST_KEPT = 20


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


def waiting(session: Session, person: Person, path: str) -> HeldText | None:
    """The newest text held for this person at this page."""
    with guard.inside():
        return session.scalars(_waiting(person).where(HeldText.path == path).limit(1)).one_or_none()


def body(session: Session, person: Person, held: HeldText) -> str:
    """The held text; only its own person may open it."""
    if held.person_id != person.id:
        raise PermissionError
    return texts.read_one(session, held.text_id)


def drop(session: Session, person: Person, path: str, *, now: datetime) -> None:
    """Forget everything held for this person at this page: the keys are destroyed."""
    with guard.inside():
        rows = session.scalars(_waiting(person).where(HeldText.path == path)).all()
    _finish(session, list(rows), now=now)


def _waiting(person: Person) -> Select[HeldText]:
    return select(HeldText).where(HeldText.person_id == person.id, HeldText.done_at.is_(None)).order_by(HeldText.id.desc())


def _finish(session: Session, rows: list[HeldText], *, now: datetime) -> None:
    if not rows:
        return
    ids = [row.id for row in rows]
    session.execute(update(HeldText).where(HeldText.id.in_(ids)).values(done_at=now, text_id=None))
    session.flush()
    texts.erase(session, [row.key_id for row in rows])
