"""What the pages of a meeting show of its notes: looked up only where a template asks, and only for whom the note concerns.

Opening text leaves traces: that happens in a short transaction of its own, also where the page only reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import Select, select

from models.base.clock import utcnow
from models.confidential import NoteKind
from models.people import Person
from models.process import ATTENDED, Attendance, Meeting
from models.process.attending import people_of
from policy.confidential import noted_meetings
from policy.process import supervises_now
from vault import notes, reader
from vault.notes import NoteNotYours, OpenNote
from web import held
from web.access import current_person
from web.autosave import Conflict, Text
from web.extensions import db
from web.opening import opening

if TYPE_CHECKING:
    from vault.views import DeskPassage, ReadPassageView


@dataclass(frozen=True)
class WorkingNotePage:
    """A working note as its writer sees it."""

    kind: NoteKind
    note: OpenNote
    typed: str | None = None  # what the writer typed and could not save, instead of the saved text
    error: str | None = None
    conflict: Conflict | None = None

    @property
    def prefix(self) -> str:
        """Of the ids on the page."""
        return f"{self.kind}-note"

    @property
    def text(self) -> str:
        """What the text area holds."""
        return self.note.text if self.typed is None else self.typed


@dataclass(frozen=True)
class SharedNotePage:
    """The shared note, as those who write it or as those who may read it."""

    present: list[str]  # names of those who attended
    desk: list[DeskPassage] | None = None
    passages: list[ReadPassageView] | None = None
    closed: bool = False  # the account opens no text until its owner confirms

    @property
    def unasked(self) -> bool:
        """Whether somebody in it has not been asked."""
        return any(p.unasked for p in self.desk or ())

    @property
    def withheld(self) -> bool:
        """Whether there is more than the reader may read; how much is not told."""
        return any(p.text is None for p in self.passages or ())


def shared_note_of(meeting: Meeting) -> SharedNotePage | None:
    """The shared note for the person signed in; nothing for whom it does not concern, without a look at what is confidential."""
    person = current_person()
    if person is None or not _concerns(person, meeting):
        return None
    if person.texts_closed:
        return SharedNotePage([], closed=True)
    present = list(db.session.scalars(_present(meeting)))
    supervises = supervises_now(person, meeting.engagement)
    with opening() as session:
        if supervises:
            return SharedNotePage(present, desk=reader.desk(session, person, meeting, now=utcnow()))
        return SharedNotePage(present, passages=reader.shared_note(session, person, meeting, now=utcnow()))


def working_notes_of(meeting: Meeting) -> list[WorkingNotePage]:
    """The working notes that the person signed in writes: the own one, and the pair's when there is a pair."""
    person = current_person()
    if person is None or not any(a.person_id == person.id for a in meeting.engagement.assignments):
        return []
    return [_working(meeting, kind, note) for kind in NoteKind if (note := _open(person, meeting, kind)) is not None]


def _working(meeting: Meeting, kind: NoteKind, note: OpenNote) -> WorkingNotePage:
    """The note, beside what was typed here when the sign-in lapsed."""
    typed = "".join(held.offered().get(kind.value, [])[:1])
    if typed.strip() in {"", note.text.strip()}:
        return WorkingNotePage(kind, note)
    return WorkingNotePage(kind, note, conflict=conflict_of(meeting, kind, typed, note.text, note.version, lapsed=True))


def conflict_of(meeting: Meeting, kind: NoteKind, mine: str, theirs: str, version: int, *, lapsed: bool = False) -> Conflict:
    """Two texts for one working note."""
    action = url_for("notes.update", id=meeting.id, kind=kind.value)
    return Conflict(action, kind.value, version, Text(mine), Text(theirs), lapsed=lapsed)


def people_in(meeting: Meeting) -> list[Person]:
    """Whom the meeting's note can speak of, in name order."""
    return list(db.session.scalars(select(Person).where(Person.id.in_(people_of(meeting))).order_by(Person.sort_key)))


def page_of(meeting: Meeting, anchor: str | None = None) -> str:
    """Address of the page where the meeting's notes are."""
    return url_for("meetings.show", id=meeting.id, _anchor=anchor)


def _concerns(person: Person, meeting: Meeting) -> bool:
    supervises_it = any(assignment.person_id == person.id for assignment in meeting.engagement.assignments)
    return (
        supervises_it or db.session.scalar(noted_meetings(person).with_only_columns(Meeting.id).where(Meeting.id == meeting.id)) is not None
    )


def _present(meeting: Meeting) -> Select[str]:
    return (
        select(Person.name)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.meeting_id == meeting.id, Attendance.mark.in_(ATTENDED))
        .order_by(Person.sort_key)
    )


def _open(person: Person, meeting: Meeting, kind: NoteKind) -> OpenNote | None:
    try:
        return notes.open_note(db.session(), person, meeting, kind, now=utcnow())
    except NoteNotYours:
        return None
