"""Drafts of passages: sealed text and subjects together, because who a text is about is as confidential as the text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.confidential import SealedKind
from vault import texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.confidential import Passage, SealedText
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


def seal(session: Session, passage: Passage, author: Person, draft: Draft, engagement_id: int, *, now: datetime) -> SealedText:
    """Seal a draft under the passage's own key."""
    label = texts.Label(
        SealedKind.DRAFT, texts.engagement_scope(engagement_id), passage.key_id, passage.version, author.id, passage.meeting_id
    )
    return texts.write(session, label, json.dumps({"text": draft.text, "subjects": list(draft.subjects)}, ensure_ascii=False), now=now)


def _load(body: str) -> Draft:
    content = json.loads(body)
    return Draft(str(content["text"]), tuple(int(i) for i in content["subjects"]))
