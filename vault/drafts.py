"""Drafts of passages: sealed text and subjects together, because who a text is about is as confidential as the text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.confidential import Passage, SealedKind
from models.process import Assignment, Meeting
from vault import guard, texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.confidential import SealedText
    from models.people import Person


@dataclass(frozen=True)
class Draft:
    """What the editor holds: the text and the ids of the people it is about."""

    text: str = ""
    subjects: tuple[int, ...] = ()


def open_drafts(session: Session, passages: Iterable[Passage]) -> dict[int, Draft]:
    """The drafts of these passages that exist, by passage id."""
    wanted = {p.id: p.draft_text_id for p in passages if p.draft_text_id is not None}
    opened = texts.read(session, wanted.values())
    return {passage_id: _load(opened[text_id]) for passage_id, text_id in wanted.items() if text_id in opened}


def left_by(session: Session, person: Person) -> list[tuple[int, Meeting]]:
    """Drafts that the person has not saved as passages, in engagements they still supervise: (passage id, meeting). None is opened."""
    query = (
        select(Passage.id, Meeting)
        .join(Meeting, Meeting.id == Passage.meeting_id)
        .join(Assignment, Assignment.engagement_id == Meeting.engagement_id)
        .where(Passage.draft_author_id == person.id, Passage.draft_text_id.is_not(None), Passage.erased_at.is_(None))
        .where(Assignment.person_id == person.id, Assignment.until.is_(None))
        .options(joinedload(Meeting.engagement))
        .order_by(Passage.draft_saved_at.desc())
    )
    with guard.inside():
        return [(passage_id, meeting) for passage_id, meeting in session.execute(query)]


def seal(session: Session, passage: Passage, author: Person, draft: Draft, engagement_id: int, *, now: datetime) -> SealedText:
    """Seal a draft under the passage's own key."""
    label = texts.Label(
        SealedKind.DRAFT, texts.engagement_scope(engagement_id), passage.key_id, passage.version, author.id, passage.meeting_id
    )
    return texts.write(session, label, json.dumps({"text": draft.text, "subjects": list(draft.subjects)}, ensure_ascii=False), now=now)


def _load(body: str) -> Draft:
    content = json.loads(body)
    return Draft(str(content["text"]), tuple(int(i) for i in content["subjects"]))
