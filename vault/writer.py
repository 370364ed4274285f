"""Writing the shared note: drafts saved as they are typed, versions that consents are about, the asking, the erasing.

Every act checks again that the writer may write here, leaves its audit row in the same transaction, and never overwrites
what somebody else saved meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from models.base import DomainError
from models.base.text import clean_text
from models.confidential import ConsentRequest, Passage, PassageSubject, PassageVersion, SealedKind, Suggestion
from models.confidential.consent import WORDING
from models.privacy import ReadAct, ReaderRole
from models.process.attending import people_of
from vault import drafts, facts, guard, reader, texts, traces
from vault.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Meeting

LONGEST = 20_000  # characters of one passage


class NotYours(DomainError):
    """The passage is not open to this supervisor, or has been erased."""

    code = "passage.not_yours"


class StaleText(DomainError):
    """Somebody saved the passage meanwhile; ``theirs`` is what is kept now, so that both can be shown."""

    code = "passage.stale"

    def __init__(self, theirs: Draft, version: int) -> None:
        super().__init__()
        self.theirs, self.version = theirs, version


class SubjectOutside(DomainError):
    """A passage can be about people who took part in the meeting or belong to the group, nobody else."""

    code = "passage.subject_outside"
    field = "subjects"


def begin(session: Session, author: Person, meeting: Meeting, *, now: datetime) -> Passage:
    """A new, empty passage with a key of its own; nobody but its supervisors knows of it until it is saved as a version."""
    key_id = texts.new_key(session, texts.engagement_scope(meeting.engagement_id))
    passage = Passage(meeting=meeting, author=author, key_id=key_id, created_at=now, versions=[])
    session.add(passage)
    session.flush()
    _trace(session, author, "passage.created", passage, meeting.engagement_id, now=now)
    return passage


def open_draft(session: Session, editor: Person, passage: Passage, *, now: datetime) -> Draft:
    """What the editor starts from: the draft, else the newest version, whose opening leaves a trace. Raises NotYours."""
    open_rows = _demand(session, editor, passage, now=now)
    held = drafts.open_drafts(session, [passage]).get(passage.id)
    if held is not None:
        return held
    row = open_rows.get(passage.id)
    if row is None:
        return Draft()
    role = ReaderRole.AUTHOR if row.is_author else ReaderRole.SUPERVISOR
    traces.read(session, editor, passage.meeting, role, [row.version_id], now=now)
    people = facts.subjects(session, [row.version_id])[row.version_id]
    return Draft(texts.read_one(session, row.text_id), tuple(p.id for p in people))


def save_draft(session: Session, editor: Person, passage: Passage, draft: Draft, *, version: int, now: datetime) -> Passage:
    """Keep what is being typed. Raises NotYours, StaleText, SubjectOutside, and TextTooLong or TextForbidden."""
    _demand(session, editor, passage, now=now)
    _fresh(session, editor, passage, version, now=now)
    kept = Draft(_clean(draft.text), _members(session, passage, draft.subjects))
    former = passage.draft_text_id
    engagement_id = passage.meeting.engagement_id
    sealed = drafts.seal(session, passage, editor, kept, engagement_id, now=now)
    session.flush()
    passage.draft_text_id, passage.draft_author_id, passage.draft_saved_at = sealed.id, editor.id, now
    _trace(session, editor, "passage.draft_saved", passage, engagement_id, now=now)
    session.flush()
    texts.drop_rows(session, [former])
    return passage


def publish(session: Session, editor: Person, passage: Passage, draft: Draft, *, version: int, now: datetime) -> PassageVersion:
    """Save a new version: the exact text consents will be about. Earlier consents do not carry over.

    The same text about the same people makes no new version. Raises what ``save_draft`` raises, and TextMissing.
    """
    _demand(session, editor, passage, now=now)
    _fresh(session, editor, passage, version, now=now)
    text = clean_text(draft.text, limit=LONGEST)
    subjects = _members(session, passage, draft.subjects)
    engagement_id = passage.meeting.engagement_id
    digest = texts.digest(session, passage.key_id, text)
    newest = facts.newest_versions(session, [passage.id]).get(passage.id)
    if newest is not None and newest.digest == digest and {p.id for p in facts.subjects(session, [newest.id])[newest.id]} == set(subjects):
        _drop_draft(session, passage)
        return newest
    number = newest.number + 1 if newest else 1
    scope = texts.engagement_scope(engagement_id)
    sealed = texts.write(
        session, texts.Label(SealedKind.PASSAGE, scope, passage.key_id, number, editor.id, passage.meeting_id), text, now=now
    )
    session.flush()
    row = PassageVersion(
        passage=passage,
        number=number,
        author=editor,
        created_at=now,
        text=sealed,
        digest=digest,
        subjects=[PassageSubject(person_id=person_id) for person_id in subjects],
    )
    session.add(row)
    session.flush()
    _drop_draft(session, passage)
    _handle_suggestions(session, newest, now=now)
    traces.read(session, editor, passage.meeting, ReaderRole.AUTHOR, [row.id], now=now, act=ReadAct.WROTE)
    _trace(session, editor, "passage.version_saved", passage, engagement_id, now=now, number=number)
    return row


def ask(session: Session, supervisor: Person, passage: Passage, *, now: datetime) -> list[ConsentRequest]:
    """Ask every subject of the newest version who has not been asked. Raises NotYours. Asking twice asks nobody twice."""
    _demand(session, supervisor, passage, now=now)
    newest = facts.newest_versions(session, [passage.id]).get(passage.id)
    if newest is None:
        return []
    asked = facts.asked(session, [newest.id])
    requests = [
        ConsentRequest(passage_version=newest, person=person, asked_by=supervisor, asked_at=now, wording=WORDING)
        for person in facts.subjects(session, [newest.id])[newest.id]
        if (newest.id, person.id) not in asked
    ]
    session.add_all(requests)
    for request in requests:
        _trace(session, supervisor, "consent.asked", passage, passage.meeting.engagement_id, now=now, subject_id=request.person.id)
    session.flush()
    return requests


def ask_all(session: Session, supervisor: Person, meeting: Meeting, *, now: datetime) -> list[ConsentRequest]:
    """Ask about every passage of the meeting that this supervisor may write. Raises NotYours for anybody else."""
    open_rows = facts.readable(session, supervisor, Passage.meeting_id == meeting.id, now=now)
    passages = [p for p in facts.passages(session, meeting.id) if reader.may_edit(supervisor, p, open_rows)]
    return [request for passage in passages for request in ask(session, supervisor, passage, now=now)]


def discard(session: Session, editor: Person, passage: Passage, *, version: int, now: datetime) -> None:
    """Erase a passage for good at its supervisor's wish. Raises NotYours, StaleText."""
    _demand(session, editor, passage, now=now)
    _fresh(session, editor, passage, version, now=now)
    erase(session, passage, now=now)
    _trace(session, editor, "passage.erased", passage, passage.meeting.engagement_id, now=now)


def erase(session: Session, passage: Passage, *, now: datetime) -> None:
    """Destroy the key first, then leave a tombstone of ids and times; running it again after a crash finishes the work."""
    with guard.inside():
        passage.erased_at, passage.draft_text_id = passage.erased_at or now, None
        session.execute(update(PassageVersion).where(PassageVersion.passage_id == passage.id).values(text_id=None, digest=None))
        versions = select(PassageVersion.id).where(PassageVersion.passage_id == passage.id)
        session.execute(update(Suggestion).where(Suggestion.version_id.in_(versions)).values(text_id=None, handled_at=now))
        session.flush()
        texts.erase(session, [passage.key_id])


def _demand(session: Session, editor: Person, passage: Passage, *, now: datetime) -> dict[int, Row[Any]]:
    open_rows = facts.readable(session, editor, Passage.id == passage.id, now=now)
    supervises = any(p.id == editor.id for p in passage.meeting.engagement.supervisors_at(now))
    if not supervises or not reader.may_edit(editor, passage, open_rows):
        raise NotYours
    return open_rows


def _fresh(session: Session, editor: Person, passage: Passage, version: int, *, now: datetime) -> None:
    if passage.version != version:
        raise StaleText(open_draft(session, editor, passage, now=now), passage.version)


def _clean(text: str) -> str:
    """A draft may be empty, but never holds what the database or a page could choke on."""
    return clean_text(text, limit=LONGEST) if text.strip() else ""


def _members(session: Session, passage: Passage, person_ids: Iterable[int]) -> tuple[int, ...]:
    wanted = sorted(set(person_ids))
    allowed = set(session.scalars(people_of(passage.meeting)))
    if not allowed.issuperset(wanted):
        raise SubjectOutside
    return tuple(wanted)


def _drop_draft(session: Session, passage: Passage) -> None:
    former, passage.draft_text_id, passage.draft_author_id, passage.draft_saved_at = passage.draft_text_id, None, None, None
    session.flush()
    texts.drop_rows(session, [former])


def _handle_suggestions(session: Session, former: PassageVersion | None, *, now: datetime) -> None:
    if former is not None:
        session.execute(
            update(Suggestion).where(Suggestion.version_id == former.id, Suggestion.handled_at.is_(None)).values(handled_at=now)
        )


def _trace(
    session: Session,
    actor: Person,
    what: str,
    passage: Passage,
    engagement_id: int,
    *,
    now: datetime,
    subject_id: int | None = None,
    **detail: object,
) -> None:
    traces.act(
        session,
        actor,
        what,
        object_type="passage",
        object_id=passage.id,
        engagement_id=engagement_id,
        now=now,
        subject_id=subject_id,
        **detail,
    )
