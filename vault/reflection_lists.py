"""Reflections as they are read: one's own without a trace, another's only behind one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from models.confidential import Goal, OfferedQuestion, Openness, Reflection, ReflectionGoal, ReflectionKind
from models.privacy import ReaderRole, ReadMatter
from models.process import Engagement, Meeting
from policy.confidential.reflections import readable_questions, readable_reflections
from policy.confidential.visibility import bind
from policy.process import supervises_now
from vault import guard, texts, traces
from vault.reflections import IDS, TO_DO, known_goals, open_to

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person

PAGE = 25
MOST = 100  # tasks, steps and what is brought: lists to act on


@dataclass(frozen=True)
class Entry:
    """A reflection as somebody sees it; others' texts come one by one, with a trace."""

    id: int
    version: int
    engagement_id: int
    engagement_name: str
    writer: str
    mine: bool
    kind: ReflectionKind
    created_at: datetime
    saved_at: datetime
    done_at: datetime | None
    brought_at: datetime | None
    openness: Openness
    opened_at: datetime | None
    meeting_number: int | None = None
    meeting_starts_at: datetime | None = None
    text: str | None = None
    question: str | None = None
    goals: tuple[str, ...] = ()

    @property
    def to_do(self) -> bool:
        """Whether it waits to be done."""
        return self.kind in TO_DO and self.done_at is None

    @property
    def first_line(self) -> str:
        """What a list calls it by."""
        return next((line for line in (self.text or "").splitlines() if line.strip()), "")


def own(
    session: Session,
    writer: Person,
    *,
    engagement: Engagement | None = None,
    before: int | None = None,
    limit: int | None = PAGE,
    now: datetime,
) -> list[Entry]:
    """The writer's own, newest first, with their texts; in one engagement or in all."""
    query = _mine(writer, engagement).order_by(Reflection.id.desc()).limit(limit)
    if before is not None and before in IDS:  # a range asked for nothing would count through all its numbers
        query = query.where(Reflection.id < before)
    return _opened(session, writer, query, engagement, now=now)


def whole(session: Session, writer: Person, *, now: datetime) -> list[Entry]:
    """Everything of the writer's own, process by process, newest first in each: for a copy."""
    query = select(Engagement).where(Engagement.id.in_(_mine(writer, None).with_only_columns(Reflection.engagement_id)))
    with guard.inside():
        engagements = list(session.scalars(query.order_by(Engagement.id), bind(writer, now=now)))
    return [entry for engagement in engagements for entry in own(session, writer, engagement=engagement, limit=None, now=now)]


def to_do(session: Session, writer: Person, engagement: Engagement, *, now: datetime) -> list[Entry]:
    """The writer's tasks and next steps that wait, oldest first."""
    query = _mine(writer, engagement).where(Reflection.kind.in_(TO_DO), Reflection.done_at.is_(None)).order_by(Reflection.id).limit(MOST)
    return _opened(session, writer, query, engagement, now=now)


def brought(session: Session, writer: Person, engagement: Engagement, *, now: datetime) -> list[Entry]:
    """What the writer means to bring to the next meeting, oldest first."""
    query = _mine(writer, engagement).where(Reflection.brought_at.is_not(None)).order_by(Reflection.id).limit(MOST)
    return _opened(session, writer, query, engagement, now=now)


def opened_to(session: Session, viewer: Person, engagement: Engagement, *, now: datetime) -> list[Entry]:
    """What others have opened to the viewer, first what is brought to the next meeting, then the newest; no texts, so nothing is read yet."""
    query = (
        readable_reflections()
        .where(Reflection.engagement_id == engagement.id, Reflection.person_id != viewer.id)
        .order_by(Reflection.brought_at.is_(None), Reflection.opened_at.desc(), Reflection.id.desc())
        .limit(MOST)
    )
    return [_entry(row, viewer, meeting) for row, meeting in _rows(session, viewer, query, now=now)]


def read(session: Session, viewer: Person, reflection: Reflection, *, now: datetime) -> Entry | None:
    """One reflection with its text; another's leaves a trace first. Nothing when it has been closed since it was looked up."""
    if open_to(session, viewer, reflection.id, now=now) is None:
        return None
    role = ReaderRole.SUPERVISOR if supervises_now(viewer, reflection.engagement) else ReaderRole.PARTICIPANT
    opened = [(ReadMatter.REFLECTION, reflection.id, reflection.person_id)]
    traces.items(session, viewer, reflection.engagement_id, role, opened, now=now)
    query = readable_reflections().where(Reflection.id == reflection.id)
    return _opened(session, viewer, query, reflection.engagement, now=now)[0]


def _mine(writer: Person, engagement: Engagement | None) -> Select[Reflection]:
    query = readable_reflections().where(Reflection.person_id == writer.id)
    return query if engagement is None else query.where(Reflection.engagement_id == engagement.id)


def _opened(session: Session, viewer: Person, query: Select[Reflection], engagement: Engagement | None, *, now: datetime) -> list[Entry]:
    rows = _rows(session, viewer, query, now=now)
    opened = texts.read(session, [row.text_id for row, _ in rows if row.text_id])
    asked = questions(session, viewer, [row.question_id for row, _ in rows if row.question_id], now=now)
    about = _goals(session, viewer, [row.id for row, _ in rows], engagement, now=now)
    return [
        _entry(
            row,
            viewer,
            meeting,
            text=opened.get(row.text_id or 0),
            question=asked.get(row.question_id or 0),
            goals=tuple(about.get(row.id, ())),
        )
        for row, meeting in rows
    ]


def questions(session: Session, viewer: Person, ids: Iterable[int], *, now: datetime) -> dict[int, str]:
    """The words of those questions that the viewer may read."""
    wanted = [each for each in ids if each in IDS]
    if not wanted:
        return {}
    query = readable_questions().where(OfferedQuestion.id.in_(wanted)).with_only_columns(OfferedQuestion.id, OfferedQuestion.text_id)
    with guard.inside():
        found = session.execute(query, bind(viewer, now=now)).all()
    opened = texts.read(session, [text_id for _, text_id in found if text_id])
    return {question_id: opened[text_id] for question_id, text_id in found if text_id in opened}


def _rows(session: Session, viewer: Person, query: Select[Reflection], *, now: datetime) -> list[tuple[Reflection, Meeting | None]]:
    if viewer.texts_closed or not viewer.is_active:
        return []
    whole = query.add_columns(Meeting).options(joinedload(Reflection.engagement), joinedload(Reflection.person))
    whole = whole.execution_options(populate_existing=True)  # it may have been saved since it was looked up
    with guard.inside():
        return [(row, meeting) for row, meeting in session.execute(whole, bind(viewer, now=now))]


def _goals(session: Session, viewer: Person, ids: list[int], engagement: Engagement | None, *, now: datetime) -> dict[int, list[str]]:
    """The goals they are about, as far as the viewer knows them; another's own goal is not told through a reflection."""
    if engagement is None or not ids:
        return {}
    query: Select[Any, Any] = (
        select(ReflectionGoal.reflection_id, ReflectionGoal.goal_id)
        .join(Goal, Goal.id == ReflectionGoal.goal_id)
        .where(ReflectionGoal.reflection_id.in_(ids), Goal.owner_id.is_(None) | (Goal.owner_id == viewer.id))
        .order_by(ReflectionGoal.goal_id)
    )
    with guard.inside():
        links = session.execute(query).all()
    words = dict(known_goals(session, viewer, engagement, now=now)) if links else {}
    found: dict[int, list[str]] = {}
    for reflection_id, goal_id in links:
        if goal_id in words:
            found.setdefault(reflection_id, []).append(words[goal_id])
    return found


def _entry(row: Reflection, viewer: Person, meeting: Meeting | None, **opened: Any) -> Entry:  # noqa: ANN401  the entry's own fields
    return Entry(
        id=row.id,
        version=row.version,
        engagement_id=row.engagement_id,
        engagement_name=row.engagement.name,
        writer=row.person.name,
        mine=row.person_id == viewer.id,
        kind=row.kind,
        created_at=row.created_at,
        saved_at=row.saved_at,
        done_at=row.done_at,
        brought_at=row.brought_at,
        openness=row.openness,
        opened_at=row.opened_at,
        meeting_number=meeting.number if meeting else None,
        meeting_starts_at=meeting.starts_at if meeting else None,
        **opened,
    )
