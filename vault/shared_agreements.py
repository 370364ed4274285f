"""Shared agreements: proposing and wording them, and each member's word. What is read of them stands in ``agreement_pages``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from models.base import DomainError
from models.base.text import clean_text
from models.confidential import PracticeWord, SealedKind, SharedAgreement, SharedAgreementAnswer, SharedAgreementVersion
from models.process import Form
from vault import circles, guard, texts, traces

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement

LONGEST = 2_000  # characters: a practice, not a treatise


class AgreementNotYours(DomainError):
    """Shared agreements belong to the group and its supervisors; only members commit."""

    code = "shared_agreement.not_yours"


class WordingChanged(DomainError):
    """The wording has changed, or the agreement was dropped, since the person read it."""

    code = "shared_agreement.wording_changed"


class StaleAgreement(DomainError):
    """Somebody saved another wording meanwhile; ``theirs`` is what is kept now."""

    code = "shared_agreement.stale"

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__()
        self.theirs, self.version = theirs, version


def propose(session: Session, person: Person, engagement: Engagement, text: str, *, now: datetime) -> SharedAgreement:
    """Propose an agreement; a member who proposes commits to it. Raises AgreementNotYours, TextMissing, TextTooLong, TextForbidden."""
    demand_inside(session, person, engagement, now=now)
    words = clean_text(text, limit=LONGEST)
    key_id = texts.new_key(session, texts.engagement_scope(engagement.id))
    agreement = SharedAgreement(engagement=engagement, key_id=key_id, proposed_by=person, proposed_at=now, versions=[])
    session.add(agreement)
    session.flush()
    _write(session, person, agreement, words, now=now)
    _trace(session, person, "shared_agreement.proposed", agreement, now=now)
    return agreement


def revise(session: Session, person: Person, agreement_id: int, text: str, *, version: int, now: datetime) -> None:
    """Change the wording: commitments and approvals lapse. The same words change nothing.

    Raises AgreementNotYours, StaleAgreement, TextMissing, TextTooLong, TextForbidden.
    """
    agreement = _locked(session, person, agreement_id, now=now)
    kept = wording(session, agreement)
    if agreement.version != version:
        raise StaleAgreement(kept, agreement.version)
    words = clean_text(text, limit=LONGEST)
    if words != kept:
        _write(session, person, agreement, words, now=now)
        _trace(session, person, "shared_agreement.revised", agreement, now=now)


def drop(session: Session, person: Person, agreement_id: int, *, version: int, now: datetime) -> None:
    """Take the agreement out of use; nobody is told of it any more. Raises AgreementNotYours, StaleAgreement."""
    agreement = _locked(session, person, agreement_id, now=now)
    if agreement.version != version:
        raise StaleAgreement(wording(session, agreement), agreement.version)
    agreement.dropped_at, agreement.dropped_by_id = now, person.id
    _trace(session, person, "shared_agreement.dropped", agreement, now=now)


def answer(session: Session, member: Person, version_id: int, word: PracticeWord, *, yes: bool, now: datetime) -> None:
    """Say yes about exactly this wording, or take it back. Raises AgreementNotYours, WordingChanged."""
    with guard.inside():
        version = session.get(SharedAgreementVersion, version_id)
    if version is None:
        raise AgreementNotYours
    agreement = _locked(session, member, version.agreement_id, now=now, dropped=WordingChanged)
    with guard.inside():
        if all(person.id != member.id for person in circles.members(session, agreement.engagement)):
            raise AgreementNotYours
        if agreement.versions[-1].id != version_id:
            raise WordingChanged
    _say(session, member, version_id, word, yes=yes, now=now)
    _trace(session, member, "shared_agreement.answered", agreement, now=now)


def wording(session: Session, agreement: SharedAgreement) -> str:
    """The newest words; empty when they have been erased."""
    with guard.inside():
        text_id = agreement.versions[-1].text_id
    return texts.read_one(session, text_id)


def inside(session: Session, person: Person, agreement_id: int, *, now: datetime) -> SharedAgreement | None:
    """The door: a living agreement of a group that the person belongs to or supervises."""
    with guard.inside():
        agreement = session.get(SharedAgreement, agreement_id)
        if agreement is None or not _lives(agreement) or not circles.is_inside(session, person, agreement.engagement, now=now):
            return None
        return agreement


def _write(session: Session, person: Person, agreement: SharedAgreement, words: str, *, now: datetime) -> None:
    with guard.inside():
        number = len(agreement.versions) + 1
    label = texts.Label(SealedKind.SHARED_AGREEMENT, texts.engagement_scope(agreement.engagement_id), agreement.key_id, number, person.id)
    sealed = texts.write(session, label, words, now=now)
    session.flush()
    version = SharedAgreementVersion(number=number, author=person, created_at=now, text_id=sealed.id)
    with guard.inside():
        agreement.versions.append(version)
        flag_modified(agreement, "proposed_at")  # a new wording is a new row version, for whoever has the form open
        session.flush()
    if any(member.id == person.id for member in circles.members(session, agreement.engagement)):
        _say(session, person, version.id, PracticeWord.COMMIT, yes=True, now=now)


def _say(session: Session, member: Person, version_id: int, word: PracticeWord, *, yes: bool, now: datetime) -> None:
    with guard.inside():
        row = session.get(SharedAgreementAnswer, (version_id, member.id, word))
    if row is None:
        row = SharedAgreementAnswer(version_id=version_id, person_id=member.id, word=word, given_by_id=member.id)
        session.add(row)
    row.says_yes, row.answered_at = yes, now
    session.flush()


def demand_inside(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> None:
    """Raise AgreementNotYours for whoever is outside the group."""
    if engagement.form is Form.INDIVIDUAL or not circles.is_inside(session, person, engagement, now=now):
        raise AgreementNotYours


def _locked(
    session: Session, person: Person, agreement_id: int, *, now: datetime, dropped: type[DomainError] = AgreementNotYours
) -> SharedAgreement:
    """The agreement as it is now, with whoever else changes it waiting. Raises AgreementNotYours, or ``dropped``."""
    query = select(SharedAgreement).where(SharedAgreement.id == agreement_id).with_for_update()
    with guard.inside():
        agreement = session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
        if agreement is None:
            raise AgreementNotYours
        session.refresh(agreement, ["versions"])
        demand_inside(session, person, agreement.engagement, now=now)
    if not _lives(agreement):
        raise dropped
    return agreement


def _lives(agreement: SharedAgreement) -> bool:
    return agreement.dropped_at is None and agreement.erased_at is None


def _trace(session: Session, person: Person, what: str, agreement: SharedAgreement, *, now: datetime) -> None:
    """That somebody answered is recorded; which answer about what is with the agreement alone."""
    traces.act(
        session,
        person,
        what,
        object_type="shared_agreement",
        object_id=agreement.id,
        engagement_id=agreement.engagement_id,
        now=now,
    )
