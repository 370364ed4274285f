"""Consents: each person answers for themself alone; every answer is a new row, and the newest is the one in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.base.text import clean_text
from models.confidential import (
    Answer,
    Audience,
    Channel,
    Consent,
    Passage,
    PassageSubject,
    PassageVersion,
    Purpose,
    SealedKind,
    StandingPreference,
    Suggestion,
)
from models.confidential.consent import WORDING
from vault import facts, guard, texts, traces
from vault.writer import LONGEST, NotYours

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person


@dataclass(frozen=True)
class Voice:
    """Who speaks, in which language, how: stored with the answer as evidence."""

    person: Person
    language: str
    channel: Channel = Channel.SIGNED_IN


class TextChanged(DomainError):
    """A newer version exists: the person must see it before answering."""

    code = "consent.text_changed"


def grant(session: Session, voice: Voice, version_id: int, audience: Audience, *, now: datetime) -> None:
    """Let this exact text be shared with an audience, and so be recorded. Raises NotYours, TextChanged."""
    version = _current(session, voice, version_id)
    _say(session, voice, version, Purpose.RECORD, Answer.GRANTED, now=now)
    _say(session, voice, version, Purpose.SHARE, Answer.GRANTED, audience=audience, now=now)
    _trace(session, voice, "consent.answered", version, now=now)


def decline(session: Session, voice: Voice, version_id: int, *, now: datetime) -> None:
    """Do not share. What had been granted for earlier versions of the passage ends too. Raises NotYours, TextChanged."""
    version = _current(session, voice, version_id)
    _say(session, voice, version, Purpose.SHARE, Answer.DECLINED, now=now)
    for earlier in _mine(session, voice, version.passage_id):
        if earlier.id != version.id and _granted(session, voice, earlier):
            _say(session, voice, earlier, Purpose.SHARE, Answer.WITHDRAWN, now=now)
    _trace(session, voice, "consent.answered", version, now=now)


def withdraw(session: Session, voice: Voice, passage: Passage, *, now: datetime) -> None:
    """Withdraw sharing of every version of the passage, at once and for everybody else. Raises NotYours.

    Works whatever the person's standing: after leaving, after the engagement, with the account deactivated.
    """
    for version in _mine(session, voice, passage.id):
        if _answer(session, voice, version).share is not Answer.WITHDRAWN:
            _say(session, voice, version, Purpose.SHARE, Answer.WITHDRAWN, now=now)
    _trace(session, voice, "consent.withdrawn", _mine(session, voice, passage.id)[-1], now=now)


def withdraw_recording(session: Session, voice: Voice, passage: Passage, *, now: datetime) -> None:
    """Have the text removed: hidden from others at once, destroyed for everybody seven days later. Raises NotYours."""
    withdraw(session, voice, passage, now=now)
    for version in _mine(session, voice, passage.id):
        _say(session, voice, version, Purpose.RECORD, Answer.WITHDRAWN, now=now)
    _trace(session, voice, "consent.recording_withdrawn", _mine(session, voice, passage.id)[-1], now=now)


def suggest(session: Session, voice: Voice, version_id: int, text: str, *, now: datetime) -> Suggestion:
    """Offer own words for the passage; nothing is shared meanwhile. Raises NotYours, TextChanged, TextMissing and kin."""
    version = _current(session, voice, version_id)
    passage, meeting = version.passage, version.passage.meeting
    label = texts.Label(
        SealedKind.SUGGESTION, texts.engagement_scope(meeting.engagement_id), passage.key_id, version.number, voice.person.id, meeting.id
    )
    sealed = texts.write(session, label, clean_text(text, limit=LONGEST), now=now)
    session.flush()
    suggestion = Suggestion(passage_version=version, person=voice.person, text_id=sealed.id, made_at=now)
    session.add(suggestion)
    _trace(session, voice, "consent.suggested", version, now=now)
    return suggestion


def claim(session: Session, voice: Voice, passage: Passage, *, now: datetime) -> None:
    """Say "this is about me": hides the passage from others until the person answers. Raises NotYours when they cannot read it."""
    if passage.id not in facts.readable(session, voice.person, Passage.id == passage.id, now=now):
        raise NotYours
    with guard.inside():
        versions = list(session.scalars(select(PassageVersion).where(PassageVersion.passage_id == passage.id)))
        for version in versions:
            if voice.person.id not in {s.person_id for s in version.subjects}:
                version.subjects.append(PassageSubject(person_id=voice.person.id, claimed_at=now))
        session.flush()
    _trace(session, voice, "passage.claimed", versions[-1], now=now)


def preferences(session: Session, person: Person) -> dict[int, StandingPreference]:
    """The newest advance answer of the person in each engagement where they have given one, by engagement."""
    query = select(StandingPreference).where(StandingPreference.person_id == person.id).order_by(StandingPreference.id)
    with guard.inside():
        return {row.engagement_id: row for row in session.scalars(query)}


def prefer(session: Session, voice: Voice, engagement_id: int, *, may_record: bool, may_use_in_supervision: bool, now: datetime) -> None:
    """Answer in advance whether drafts naming the person may be kept; sharing can never be answered in advance."""
    session.add(
        StandingPreference(
            engagement_id=engagement_id,
            person_id=voice.person.id,
            given_by_id=voice.person.id,
            may_record=may_record,
            may_use_in_supervision=may_use_in_supervision,
            answered_at=now,
        )
    )
    traces.act(
        session, voice.person, "consent.preferred", object_type="engagement", object_id=engagement_id, engagement_id=engagement_id, now=now
    )


def _current(session: Session, voice: Voice, version_id: int) -> PassageVersion:
    """The version, if it is about this person, alive, and the newest of its passage."""
    version = facts.version_of(session, version_id)
    if version is None or version.text_id is None or voice.person.id not in {s.person_id for s in version.subjects}:
        raise NotYours
    if facts.newest_versions(session, [version.passage_id])[version.passage_id].id != version.id:
        raise TextChanged
    return version


def _mine(session: Session, voice: Voice, passage_id: int) -> list[PassageVersion]:
    """Versions of the passage that are about this person, oldest first. Raises NotYours when there are none."""
    query = (
        select(PassageVersion)
        .join(PassageSubject, PassageSubject.version_id == PassageVersion.id)
        .where(PassageVersion.passage_id == passage_id, PassageSubject.person_id == voice.person.id)
        .order_by(PassageVersion.number)
    )
    with guard.inside():
        versions = list(session.scalars(query))
    if not versions:
        raise NotYours
    return versions


def _answer(session: Session, voice: Voice, version: PassageVersion) -> facts.Given:
    return facts.answers(session, [version.id]).get((version.id, voice.person.id), facts.Given())


def _granted(session: Session, voice: Voice, version: PassageVersion) -> bool:
    return _answer(session, voice, version).share is Answer.GRANTED


def _say(
    session: Session,
    voice: Voice,
    version: PassageVersion,
    purpose: Purpose,
    answer: Answer,
    *,
    now: datetime,
    audience: Audience | None = None,
) -> None:
    session.add(
        Consent(
            version_id=version.id,
            person_id=voice.person.id,
            given_by_id=voice.person.id,
            purpose=purpose,
            answer=answer,
            audience=audience,
            channel=voice.channel,
            language=voice.language,
            wording=WORDING,
            answered_at=now,
        )
    )
    session.flush()


def _trace(session: Session, voice: Voice, what: str, version: PassageVersion, *, now: datetime) -> None:
    """That somebody answered is recorded; what they answered is in the consents alone."""
    with guard.inside():
        engagement_id = version.passage.meeting.engagement_id
    traces.act(
        session,
        voice.person,
        what,
        object_type="passage",
        object_id=version.passage_id,
        subject_id=voice.person.id,
        engagement_id=engagement_id,
        now=now,
    )
