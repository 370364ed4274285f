"""Of notes: what was written about the person, and what they answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.confidential import Consent, Passage, PassageSubject, PassageVersion, StandingPreference, Suggestion
from models.privacy import ReadAct, ReaderRole
from models.process import Meeting
from vault import facts, guard, texts, traces
from vault.own_texts.views import OwnConsent, OwnPassage, OwnPreference, OwnSuggestion

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement


def passages(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> tuple[OwnPassage, ...]:
    """The newest version about the person that they may read, of each passage."""
    about = select(PassageSubject.version_id).where(PassageSubject.person_id == person.id)
    with guard.inside():
        meetings = {m.id: m for m in session.scalars(select(Meeting).where(Meeting.engagement_id == engagement.id))}
    rows = facts.readable(session, person, Meeting.engagement_id == engagement.id, PassageVersion.id.in_(about), now=now)
    people = facts.subjects(session, [row.version_id for row in rows.values()])
    for meeting in meetings.values():
        opened = [row.version_id for row in rows.values() if row.meeting_id == meeting.id]
        traces.read(session, person, meeting, ReaderRole.SUBJECT, opened, now=now, act=ReadAct.EXPORTED)
    found = texts.read(session, [row.text_id for row in rows.values()])
    passages = [
        OwnPassage(
            meeting_number=meetings[row.meeting_id].number,
            meeting_starts_at=meetings[row.meeting_id].starts_at,
            written_at=row.created_at,
            text=found[row.text_id],
            about_others=len(people[row.version_id]) > 1,
        )
        for row in rows.values()
        if row.text_id in found
    ]
    return tuple(sorted(passages, key=lambda passage: (passage.meeting_starts_at, passage.written_at)))


def suggestions(session: Session, person: Person, engagement: Engagement) -> tuple[OwnSuggestion, ...]:
    """Own words that the person offered."""
    query = (
        select(Meeting.number, Suggestion.made_at, Suggestion.text_id)
        .select_from(Suggestion)
        .join(PassageVersion, PassageVersion.id == Suggestion.version_id)
        .join(Passage, Passage.id == PassageVersion.passage_id)
        .join(Meeting, Meeting.id == Passage.meeting_id)
        .where(Suggestion.person_id == person.id, Meeting.engagement_id == engagement.id, Suggestion.text_id.is_not(None))
        .order_by(Suggestion.id)
    )
    with guard.inside():
        rows = session.execute(query).all()
    found = texts.read(session, [row.text_id for row in rows])
    return tuple(OwnSuggestion(row.number, row.made_at, found[row.text_id]) for row in rows if row.text_id in found)


def consents(session: Session, person: Person, engagement: Engagement) -> tuple[OwnConsent, ...]:
    """Every answer, oldest first."""
    query = (
        select(Meeting.number, PassageVersion.number, Consent)
        .join(PassageVersion, PassageVersion.id == Consent.version_id)
        .join(Passage, Passage.id == PassageVersion.passage_id)
        .join(Meeting, Meeting.id == Passage.meeting_id)
        .where(Consent.person_id == person.id, Meeting.engagement_id == engagement.id)
        .order_by(Consent.id)
    )
    with guard.inside():
        rows = session.execute(query).all()
    return tuple(
        OwnConsent(meeting, version, row.purpose, row.answer, row.audience, row.channel, row.wording, row.answered_at)
        for meeting, version, row in rows
    )


def preferences(session: Session, person: Person, engagement: Engagement) -> tuple[OwnPreference, ...]:
    """Every answer given in advance, oldest first."""
    query = select(StandingPreference).where(StandingPreference.person_id == person.id, StandingPreference.engagement_id == engagement.id)
    with guard.inside():
        rows = list(session.scalars(query.order_by(StandingPreference.id)))
    return tuple(OwnPreference(row.may_record, row.may_use_in_supervision, row.answered_at) for row in rows)
