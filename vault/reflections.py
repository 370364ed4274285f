"""Reflections as their writer keeps them: written, saved, marked, deleted. Nobody else's hand reaches them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.base import DomainError
from models.base.text import clean_text
from models.confidential import OfferedQuestion, Openness, Reflection, ReflectionGoal, ReflectionKind, SealedKind
from policy.confidential.reflections import offered_to_viewer, readable_questions, readable_reflections
from policy.confidential.visibility import bind
from vault import goals, guard, texts, traces

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement

LONGEST = 10_000  # characters
IDS = range(1, 2**31)  # a database refuses to look for others
TO_DO = (ReflectionKind.TASK, ReflectionKind.NEXT_STEP)


class Mark(enum.StrEnum):
    """What a writer marks at a press, and takes back."""

    DONE = "done"
    UNDONE = "undone"
    BRING = "bring"
    LEAVE = "leave"


class NothingToDo(DomainError):
    """Only tasks and next steps are done; an entry just is."""

    code = "reflection.nothing_to_do"


class GoalOutside(DomainError):
    """A reflection is linked to goals that its writer sees."""

    code = "reflection.goal_outside"
    field = "goals"


class QuestionClosed(DomainError):
    """The question is not offered any more."""

    code = "reflection.question_closed"


class StaleReflection(DomainError):
    """The reflection was saved elsewhere meanwhile; ``theirs`` is what is kept now."""

    code = "reflection.stale"

    def __init__(self, theirs: Draft, version: int) -> None:
        super().__init__()
        self.theirs, self.version = theirs, version


@dataclass(frozen=True)
class Draft:
    """What a form says: the words, what they are, and the goals they are about."""

    text: str
    kind: ReflectionKind = ReflectionKind.ENTRY
    goals: tuple[int, ...] = ()

    def says(self, other: Draft) -> bool:
        """Whether both say the same."""
        return (self.text.strip(), self.kind, set(self.goals)) == (other.text.strip(), other.kind, set(other.goals))


@dataclass(frozen=True)
class Saved:
    """What became of a save."""

    id: int
    version: int
    saved_at: datetime


def open_to(session: Session, viewer: Person, reflection_id: int, *, now: datetime) -> Reflection | None:
    """A reflection that the viewer may read now."""
    if viewer.texts_closed or not viewer.is_active:
        return None
    with guard.inside():
        found = session.scalars(readable_reflections().where(Reflection.id == reflection_id), bind(viewer, now=now)).one_or_none()
        if found is not None:
            _ = found.engagement, found.person
    return found


def own(session: Session, writer: Person, reflection_id: int, *, now: datetime) -> Reflection | None:
    """One of the writer's own reflections, after leaving too; others' are as if they did not exist."""
    found = open_to(session, writer, reflection_id, now=now)
    return found if found is not None and found.person_id == writer.id else None


def write(
    session: Session, writer: Person, engagement: Engagement, draft: Draft, *, question_id: int | None = None, now: datetime
) -> Saved:
    """Begin a reflection, private. Raises TextMissing and kin, GoalOutside, QuestionClosed."""
    words = clean_text(draft.text, limit=LONGEST)
    _demand_goals(session, writer, engagement, draft.goals, now=now)
    if question_id is not None:
        _demand_question(session, writer, engagement, question_id, now=now)
    row = Reflection(
        engagement_id=engagement.id,
        key_id=texts.new_key(session, texts.person_scope(writer.id)),
        person_id=writer.id,
        kind=draft.kind,
        question_id=question_id,
        created_at=now,
        saved_at=now,
        openness=Openness.PRIVATE,
        goals=[ReflectionGoal(goal_id=goal) for goal in sorted(set(draft.goals))],
    )
    session.add(row)
    session.flush()
    _seal(session, writer, row, words, number=1, now=now)
    _trace(session, writer, row, "reflection.written", now=now)
    session.flush()
    return Saved(row.id, row.version, now)


def save(session: Session, writer: Person, row: Reflection, draft: Draft, *, version: int, now: datetime) -> Saved:
    """Save over ``version``. Raises StaleReflection, TextMissing and kin, GoalOutside."""
    if row.version != version:
        raise StaleReflection(draft_of(session, writer, row, now=now), row.version)
    words = clean_text(draft.text, limit=LONGEST)
    _demand_goals(session, writer, row.engagement, draft.goals, now=now)
    known = _known(session, writer, row.engagement, now=now)
    former = row.text_id
    _seal(session, writer, row, words, number=version + 1, now=now)
    row.kind, row.saved_at = draft.kind, now
    if draft.kind not in TO_DO:
        row.done_at = None
    with guard.inside():
        _link(row, set(draft.goals), known)
    _trace(session, writer, row, "reflection.saved", now=now)
    with guard.inside():
        session.flush()
    texts.drop_rows(session, [former])
    return Saved(row.id, row.version, now)


def draft_of(session: Session, writer: Person, row: Reflection, *, now: datetime) -> Draft:
    """What is kept, as the writer's form holds it: goals that cannot be chosen any more stand in none."""
    known = _known(session, writer, row.engagement, now=now)
    with guard.inside():
        linked = tuple(link.goal_id for link in row.goals if link.goal_id in known)
    return Draft(texts.read_one(session, row.text_id), row.kind, linked)


def mark(session: Session, writer: Person, row: Reflection, what: Mark, *, now: datetime) -> None:
    """Mark a task or a step done, or put a reflection on the list of what to bring; or take that back. Raises NothingToDo."""
    if what is Mark.DONE and row.kind not in TO_DO:
        raise NothingToDo
    if what in (Mark.DONE, Mark.UNDONE):
        row.done_at = now if what is Mark.DONE else None
    else:
        row.brought_at = now if what is Mark.BRING else None
    _trace(session, writer, row, "reflection.marked", now=now)
    session.flush()


def delete(session: Session, writer: Person, row: Reflection, *, now: datetime) -> None:
    """Destroy the key, then everything that it closed; only that something was deleted stays in the log."""
    _trace(session, writer, row, "reflection.deleted", now=now)
    texts.erase(session, [row.key_id])
    with guard.inside():
        session.delete(row)
        session.flush()


def _seal(session: Session, writer: Person, row: Reflection, words: str, *, number: int, now: datetime) -> None:
    label = texts.Label(SealedKind.REFLECTION, texts.person_scope(writer.id), row.key_id, number, writer.id)
    sealed = texts.write(session, label, words, now=now)
    session.flush()
    row.text_id = sealed.id


def _link(row: Reflection, chosen: set[int], known: set[int]) -> None:
    """Links to what was chosen; a link to a goal that cannot be chosen any more stays."""
    linked = {link.goal_id for link in row.goals}
    kept = [link for link in row.goals if link.goal_id in chosen or link.goal_id not in known]
    row.goals = kept + [ReflectionGoal(goal_id=goal) for goal in sorted(chosen - linked)]


def known_goals(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> list[tuple[int, str]]:
    """Goals that the person's reflections may be linked to, with their words; none once they see the goals no more."""
    try:
        return goals.linkable(session, person, engagement, now=now)
    except goals.GoalsNotYours:
        return []


def _known(session: Session, writer: Person, engagement: Engagement, *, now: datetime) -> set[int]:
    return {goal for goal, _ in known_goals(session, writer, engagement, now=now)}


def _demand_goals(session: Session, writer: Person, engagement: Engagement, chosen: tuple[int, ...], *, now: datetime) -> None:
    if chosen and not set(chosen) <= _known(session, writer, engagement, now=now):
        raise GoalOutside


def _demand_question(session: Session, writer: Person, engagement: Engagement, question_id: int, *, now: datetime) -> None:
    """Offered to the writer, in this engagement, and not closed."""
    query = readable_questions().where(
        OfferedQuestion.id == question_id,
        OfferedQuestion.engagement_id == engagement.id,
        OfferedQuestion.closed_at.is_(None),
        offered_to_viewer(),
    )
    with guard.inside():
        if question_id not in IDS or session.scalars(query.with_only_columns(OfferedQuestion.id), bind(writer, now=now)).first() is None:
            raise QuestionClosed


def _trace(session: Session, writer: Person, row: Reflection, what: str, *, now: datetime) -> None:
    traces.act(session, writer, what, object_type="reflection", object_id=row.id, engagement_id=row.engagement_id, now=now)
