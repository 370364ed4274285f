"""The one reader of shared notes: scope in SQL, trace, then the text, all in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.confidential import Answer, Passage, Suggestion
from models.people import Person
from models.privacy import ReaderRole
from models.process import Meeting
from policy.confidential.visibility import bind, could_have_read
from vault import facts, guard, texts, traces
from vault.drafts import open_drafts
from vault.facts import Given
from vault.views import AnswerState, DeskPassage, OpenSuggestion, ReadPassageView, SubjectAnswer

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session


_STATES = {Answer.GRANTED: AnswerState.GRANTED, Answer.DECLINED: AnswerState.DECLINED, Answer.WITHDRAWN: AnswerState.WITHDRAWN}


def shared_note(session: Session, viewer: Person, meeting: Meeting, *, now: datetime) -> list[ReadPassageView]:
    """The shared note as a participant may read it: open passages with text, the others as "not shared" without names or counts."""
    open_rows = facts.readable(session, viewer, Passage.meeting_id == meeting.id, now=now)
    with guard.inside():
        may_know = session.scalar(could_have_read().where(Meeting.id == meeting.id), bind(viewer, now=now)) is not None
    listed = facts.newest_versions(session, [p.id for p in facts.passages(session, meeting.id) if p.erased_at is None])
    about = facts.subjects(session, [row.version_id for row in open_rows.values()])
    traces.read(session, viewer, meeting, ReaderRole.PARTICIPANT, [row.version_id for row in open_rows.values()], now=now)
    opened = texts.read(session, [row.text_id for row in open_rows.values()])
    views = []
    for passage_id in sorted(listed):
        row = open_rows.get(passage_id)
        if row is not None and row.text_id in opened:
            names = tuple(p.name for p in about[row.version_id])
            views.append(
                ReadPassageView(passage_id, row.version_id, opened[row.text_id], names, row.is_subject, not row.is_subject and may_know)
            )
        elif may_know and not viewer.texts_closed:
            views.append(ReadPassageView(passage_id))
    return views


def desk(session: Session, supervisor: Person, meeting: Meeting, *, now: datetime) -> list[DeskPassage]:
    """The shared note as its supervisors handle it: newest texts, drafts, answers of each subject, suggestions."""
    rows = facts.passages(session, meeting.id)
    open_rows = facts.readable(session, supervisor, Passage.meeting_id == meeting.id, now=now)
    newest = facts.newest_versions(session, [p.id for p in rows])
    versions = {v.id for v in newest.values()} | {r.version_id for r in open_rows.values()}
    role = ReaderRole.AUTHOR if all(r.is_author for r in open_rows.values()) else ReaderRole.SUPERVISOR
    traces.read(session, supervisor, meeting, role, [r.version_id for r in open_rows.values()], now=now)
    opened = texts.read(session, [r.text_id for r in open_rows.values()])
    editable = {p.id for p in rows if may_edit(supervisor, p, open_rows)}
    drafts = open_drafts(session, [p for p in rows if p.id in editable])
    answers = _Answers.about(session, versions, meeting.engagement_id)
    suggested = _suggestions(session, {v.id for v in newest.values()} & {r.version_id for r in open_rows.values() if r.is_author})
    desk_passages = []
    for passage in rows:
        version, row, draft = newest.get(passage.id), open_rows.get(passage.id), drafts.get(passage.id)
        given = answers.of(version.id) if version else ()
        desk_passages.append(
            DeskPassage(
                id=passage.id,
                version=passage.version,
                version_id=version.id if version else None,
                number=version.number if version else 0,
                text=opened.get(row.text_id, "") if row else "",
                draft=draft.text if draft else None,
                draft_subjects=draft.subjects if draft else tuple(answer.person_id for answer in given),
                draft_saved_at=passage.draft_saved_at,
                answers=given,
                suggestions=tuple(suggested.get(version.id, ())) if version else (),
                may_edit=passage.id in editable,
                readable=row is not None and row.text_id in opened,
                erased_at=passage.erased_at,
            )
        )
    return desk_passages


@dataclass(frozen=True)
class _Answers:
    """Who the versions are about, and what they have answered."""

    about_whom: Mapping[int, list[Person]]
    given: Mapping[tuple[int, int], Given]
    asked: Container[tuple[int, int]]
    preferences: Mapping[int, object]

    @classmethod
    def about(cls, session: Session, versions: set[int], engagement_id: int) -> _Answers:
        people, given, asked = facts.subjects(session, versions), facts.answers(session, versions), facts.asked(session, versions)
        return cls(people, given, asked, facts.standing(session, engagement_id))

    def of(self, version_id: int) -> tuple[SubjectAnswer, ...]:
        return tuple(self._answer((version_id, person.id), person) for person in self.about_whom[version_id])

    def _answer(self, key: tuple[int, int], person: Person) -> SubjectAnswer:
        given = self.given.get(key, Given())
        state = _STATES[given.share] if given.share else AnswerState.PENDING if key in self.asked else AnswerState.NOT_ASKED
        recording = facts.may_record(given, self.preferences.get(person.id))  # type: ignore[arg-type]
        return SubjectAnswer(person.id, person.name, state, given.audience, recording)


def suggestion(session: Session, author: Person, passage: Passage, suggestion_id: int | None) -> OpenSuggestion | None:
    """A subject's own words for the newest version, for the author who has not used them yet."""
    newest = facts.newest_versions(session, [passage.id]).get(passage.id)
    if newest is None or newest.author_id != author.id:
        return None
    return next((s for s in _suggestions(session, {newest.id}).get(newest.id, ()) if s.id == suggestion_id), None)


def may_edit(supervisor: Person, passage: Passage, open_rows: Mapping[int, object]) -> bool:
    """The author while the passage lives, or the other supervisor once they may read it."""
    return passage.erased_at is None and not supervisor.texts_closed and (passage.author_id == supervisor.id or passage.id in open_rows)


def _suggestions(session: Session, version_ids: set[int]) -> dict[int, list[OpenSuggestion]]:
    query = (
        select(Suggestion, Person.name)
        .join(Person, Person.id == Suggestion.person_id)
        .where(Suggestion.version_id.in_(version_ids), Suggestion.handled_at.is_(None))
        .order_by(Suggestion.id)
    )
    with guard.inside():
        rows = session.execute(query).all() if version_ids else []
    opened = texts.read(session, [s.text_id for s, _ in rows if s.text_id])
    found: dict[int, list[OpenSuggestion]] = {}
    for suggestion, name in rows:
        if suggestion.text_id in opened:
            found.setdefault(suggestion.version_id, []).append(
                OpenSuggestion(suggestion.id, name, opened[suggestion.text_id], suggestion.made_at)
            )
    return found
