"""Taking the own copy of an engagement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.base import DomainError
from vault import traces
from vault.own_texts import learning, notes
from vault.own_texts.views import OwnTexts

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement


class TextsShut(DomainError):
    """The account opens no text: it is closed, or its owner has yet to confirm a change."""

    code = "own_texts.shut"


def take(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> OwnTexts:
    """The person's own copy; who else is in it finds the trace of it. Raises TextsShut."""
    if person.texts_closed or not person.is_active:
        raise TextsShut
    taken = OwnTexts(
        passages=notes.passages(session, person, engagement, now=now),
        suggestions=notes.suggestions(session, person, engagement),
        consents=notes.consents(session, person, engagement),
        preferences=notes.preferences(session, person, engagement),
        goals=learning.own_goals(session, person, engagement, now=now),
        reflections=learning.reflections(session, person, engagement, now=now),
        evaluations=learning.evaluations(session, person, engagement),
        commitments=learning.commitments(session, person, engagement),
    )
    traces.act(
        session,
        person,
        "own_texts.exported",
        object_type="engagement",
        object_id=engagement.id,
        subject_id=person.id,
        engagement_id=engagement.id,
        now=now,
    )
    return taken
