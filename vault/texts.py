"""The only module that reads and writes rows of ``sealed_texts``; the vault's other modules go through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from gateways.keys import KeyMissing
from models.confidential import SealedKind, SealedText
from vault import guard, sealing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Label:
    """What a text is, besides its words; all of it is authenticated with the text."""

    kind: SealedKind
    scope: str
    key_id: str
    version: int
    author_id: int | None
    meeting_id: int | None = None


def engagement_scope(engagement_id: int) -> str:
    """Scope of everything said in one engagement."""
    return f"engagement:{engagement_id}"


def person_scope(person_id: int) -> str:
    """Scope of what belongs to one person alone."""
    return f"person:{person_id}"


def new_key(session: Session, scope: str) -> str:
    """A fresh text key; committed to the key store before any text needs it, so an orphan key is the worst that can happen."""
    return sealing.store_of(session).new_key(scope)


def write(session: Session, label: Label, text: str, *, now: datetime) -> SealedText:
    """Seal a text into a new row. Raises KeyMissing when its key has been destroyed."""
    row = SealedText(
        kind=label.kind,
        scope=label.scope,
        key_id=label.key_id,
        version=label.version,
        author_id=label.author_id,
        meeting_id=label.meeting_id,
        created_at=now,
    )
    sealing.seal(row, sealing.store_of(session).key(label.key_id), text)
    session.add(row)
    return row


def read(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Open several texts: one query for the rows, one for their keys. Erased ones are left out."""
    wanted = set(ids)
    if not wanted:
        return {}
    with guard.inside():
        rows = session.execute(select(SealedText, SealedText.ciphertext).where(SealedText.id.in_(wanted))).all()
    keys = sealing.store_of(session).keys(row.key_id for row, _ in rows)
    opened: dict[int, str] = {}
    for row, ciphertext in rows:
        try:
            opened[row.id] = sealing.open_sealed(row, ciphertext, keys[row.key_id])
        except KeyError:
            continue  # the key is destroyed: the text is erased, and that is not an error
    return opened


def of_kind(session: Session, ids: Iterable[int], kind: SealedKind) -> set[int]:
    """Which of these texts are of that kind."""
    with guard.inside():
        return set(session.scalars(select(SealedText.id).where(SealedText.id.in_(list(ids)), SealedText.kind == kind)))


def read_one(session: Session, text_id: int | None) -> str:
    """Open one text, or the empty string when there is none."""
    if text_id is None:
        return ""
    try:
        return read(session, [text_id])[text_id]
    except KeyError as error:
        raise KeyMissing from error


def digest(session: Session, key_id: str, text: str) -> bytes:
    """Keyed digest of a text under its own key."""
    return sealing.digest(sealing.store_of(session).key(key_id), text)


def drop_rows(session: Session, ids: Iterable[int | None]) -> None:
    """Delete superseded texts whose key lives on."""
    gone = [text_id for text_id in ids if text_id is not None]
    if gone:
        session.execute(delete(SealedText).where(SealedText.id.in_(gone)))


def destroy(session: Session, key_ids: Iterable[str]) -> None:
    """Destroy keys: whatever was sealed under them is unreadable from now on. Harmless when repeated."""
    sealing.store_of(session).destroy(key_ids)


def erase(session: Session, key_ids: Iterable[str]) -> None:
    """Destroy the keys first, then drop the rows; running it again after a crash finishes the work."""
    gone = set(key_ids)
    if gone:
        destroy(session, gone)
        session.execute(delete(SealedText).where(SealedText.key_id.in_(gone)))
