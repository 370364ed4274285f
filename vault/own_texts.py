"""What a person may take along from an engagement: their own words, what was written about them, and what they answered.

Nothing of others is in it. A passage about the person and somebody else is in it only while it is open to the person, and whoever
else it is about reads in their list of readings that a copy was taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.confidential import Consent, Passage, PassageSubject, PassageVersion, StandingPreference, Suggestion
from models.privacy import ReadAct, ReaderRole
from models.process import Meeting
from vault import facts, guard, texts, traces

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.confidential import Answer, Audience, Channel, Purpose
    from models.people import Person
    from models.process import Engagement


class TextsShut(DomainError):
    """The account opens no text: it is closed, or its owner has yet to confirm a change."""

    code = "own_texts.shut"


@dataclass(frozen=True)
class OwnPassage:
    """What a shared note says about the person."""

    meeting_number: int
    meeting_starts_at: datetime
    written_at: datetime
    text: str
    about_others: bool  # besides the person


@dataclass(frozen=True)
class OwnConsent:
    """One answer of the person about one version of a passage."""

    meeting_number: int
    version_number: int
    purpose: Purpose
    answer: Answer
    audience: Audience | None
    channel: Channel
    wording: str
    answered_at: datetime


@dataclass(frozen=True)
class OwnPreference:
    """An answer given in advance."""

    may_record: bool
    may_use_in_supervision: bool
    answered_at: datetime


@dataclass(frozen=True)
class OwnSuggestion:
    """The person's own words for a passage about them."""

    meeting_number: int
    made_at: datetime
    text: str


@dataclass(frozen=True)
class OwnTexts:
    """Everything of one person in one engagement."""

    passages: tuple[OwnPassage, ...]
    suggestions: tuple[OwnSuggestion, ...]
    consents: tuple[OwnConsent, ...]
    preferences: tuple[OwnPreference, ...]


def take(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> OwnTexts:
    """The person's own copy; who else is in it finds the trace of it. Raises TextsShut."""
    if person.texts_closed or not person.is_active:
        raise TextsShut
    taken = OwnTexts(
        passages=_passages(session, person, engagement, now=now),
        suggestions=_suggestions(session, person, engagement),
        consents=_consents(session, person, engagement),
        preferences=_preferences(session, person, engagement),
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


def _passages(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> tuple[OwnPassage, ...]:
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


def _suggestions(session: Session, person: Person, engagement: Engagement) -> tuple[OwnSuggestion, ...]:
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


def _consents(session: Session, person: Person, engagement: Engagement) -> tuple[OwnConsent, ...]:
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


def _preferences(session: Session, person: Person, engagement: Engagement) -> tuple[OwnPreference, ...]:
    query = select(StandingPreference).where(StandingPreference.person_id == person.id, StandingPreference.engagement_id == engagement.id)
    with guard.inside():
        rows = list(session.scalars(query.order_by(StandingPreference.id)))
    return tuple(OwnPreference(row.may_record, row.may_use_in_supervision, row.answered_at) for row in rows)
