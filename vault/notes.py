"""Working notes: the supervisor's own, which nobody else opens, and the one a pair shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.base.text import clean_text
from models.confidential import NoteKind, SealedKind, WorkingNote
from models.process.engagement import WORKING_NOTES_KEPT
from vault import guard, texts, traces

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Meeting

LONGEST = 60_000  # characters
_SEALED = {NoteKind.OWN: SealedKind.WORKING_NOTE, NoteKind.PAIR: SealedKind.PAIR_NOTE}


class NoteNotYours(DomainError):
    """Only the meeting's supervisors have working notes, and only a pair has a pair note."""

    code = "note.not_yours"


class StaleNote(DomainError):
    """The note was saved elsewhere meanwhile; ``theirs`` is what is kept now."""

    code = "note.stale"

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__()
        self.theirs, self.version = theirs, version


@dataclass(frozen=True)
class OpenNote:
    """A working note's text; version 0 means that nothing has been saved yet."""

    text: str = ""
    version: int = 0
    saved_at: datetime | None = None


def open_note(session: Session, supervisor: Person, meeting: Meeting, kind: NoteKind, *, now: datetime) -> OpenNote:
    """The note as saved. Raises NoteNotYours. Gone thirty days after the engagement has ended."""
    _demand(supervisor, meeting, kind, now=now)
    row = _row(session, supervisor, meeting, kind)
    if row is None or row.text_id is None:
        return OpenNote()
    return OpenNote(texts.read_one(session, row.text_id), row.version, row.saved_at)


def save_note(
    session: Session, supervisor: Person, meeting: Meeting, kind: NoteKind, text: str, *, version: int, now: datetime
) -> OpenNote:
    """Save the note. Raises NoteNotYours, StaleNote, TextTooLong, TextForbidden. An empty text is a text too."""
    _demand(supervisor, meeting, kind, now=now)
    row = _row(session, supervisor, meeting, kind)
    if (row.version if row else 0) != version:
        kept = open_note(session, supervisor, meeting, kind, now=now)
        raise StaleNote(kept.text, kept.version)
    words = clean_text(text, limit=LONGEST) if text.strip() else ""
    scope = texts.engagement_scope(meeting.engagement_id)
    if row is None:
        author_id = supervisor.id if kind is NoteKind.OWN else None
        key_id = texts.new_key(session, scope)
        row = WorkingNote(meeting_id=meeting.id, kind=kind, author_id=author_id, key_id=key_id, saved_at=now, saved_by_id=supervisor.id)
        session.add(row)
        session.flush()
    former = row.text_id
    label = texts.Label(_SEALED[kind], scope, row.key_id, version + 1, supervisor.id, meeting.id)
    sealed = texts.write(session, label, words, now=now)
    session.flush()
    row.text_id, row.saved_at, row.saved_by_id = sealed.id, now, supervisor.id
    traces.act(
        session,
        supervisor,
        "working_note.saved",
        object_type="working_note",
        object_id=row.id,
        engagement_id=meeting.engagement_id,
        now=now,
    )
    session.flush()
    texts.drop_rows(session, [former])
    return OpenNote(words, row.version, now)


def _demand(supervisor: Person, meeting: Meeting, kind: NoteKind, *, now: datetime) -> None:
    """An own note stays with its author after the assignment; a pair note needs a pair in force."""
    engagement = meeting.engagement
    over = engagement.ended_at is not None and now >= engagement.ended_at + WORKING_NOTES_KEPT
    supervising = [p.id for p in engagement.supervisors_at(now)]
    ever = {a.person_id for a in engagement.assignments}
    allowed = supervisor.id in ever if kind is NoteKind.OWN else supervisor.id in supervising and len(supervising) > 1
    if not allowed or over or supervisor.texts_closed:
        raise NoteNotYours


def _row(session: Session, supervisor: Person, meeting: Meeting, kind: NoteKind) -> WorkingNote | None:
    query = select(WorkingNote).where(WorkingNote.meeting_id == meeting.id, WorkingNote.kind == kind)
    if kind is NoteKind.OWN:
        query = query.where(WorkingNote.author_id == supervisor.id)
    with guard.inside():
        return session.scalars(query).one_or_none()
