"""Shared agreements: practices that are about nobody. Members commit inside the group; outside is told what every member lets be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import flag_modified

from models.base import DomainError
from models.base.text import clean_text
from models.confidential import PracticeWord, SealedKind, SharedAgreement, SharedAgreementAnswer, SharedAgreementVersion
from models.confidential.naming import mentioned
from models.process import Form
from vault import circles, guard, texts, traces

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement

LONGEST = 2_000  # characters: a practice, not a treatise
Yeses = dict[tuple[int, PracticeWord], set[int]]  # (version, what about) -> ids of those who say yes


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


@dataclass(frozen=True)
class OpenAgreement:
    """An agreement as the group sees it: who has committed is known inside, who lets it be told is not."""

    id: int
    version: int  # row version, for the form
    version_id: int
    text: str
    former: str | None  # the wording before this one
    proposed_by: str
    committed: tuple[str, ...]
    named: tuple[str, ...]  # people of the group whose name stands in the text
    may_answer: bool
    commits: bool
    lets_tell: bool
    told: bool


@dataclass(frozen=True)
class Told:
    """An agreement that every member lets be told: all that anybody outside sees."""

    version_id: int
    text: str


def listed(session: Session, viewer: Person, engagement: Engagement, *, now: datetime) -> list[OpenAgreement]:
    """The group's agreements, the oldest first; a fixed number of statements. Raises AgreementNotYours."""
    _demand_inside(session, viewer, engagement, now=now)
    members, everybody = circles.members(session, engagement), circles.ever(session, engagement)
    rows = _living(session, engagement)
    newest = {row.id: row.versions[-1] for row in rows}
    opened = texts.read(session, [version.text_id for row in rows for version in row.versions[-2:] if version.text_id])
    yeses = _yeses(session, [version.id for version in newest.values()])
    found = []
    for row in rows:
        version, former = newest[row.id], row.versions[-2] if len(row.versions) > 1 else None
        committed = yeses.get((version.id, PracticeWord.COMMIT), set())
        outward = yeses.get((version.id, PracticeWord.OUTWARD), set())
        text = opened.get(version.text_id or 0, "")
        found.append(
            OpenAgreement(
                id=row.id,
                version=row.version,
                version_id=version.id,
                text=text,
                former=opened.get(former.text_id or 0) if former else None,
                proposed_by=row.proposed_by.name,
                committed=tuple(member.name for member in members if member.id in committed),
                named=tuple(person.name for person in mentioned(text, everybody)),
                may_answer=any(member.id == viewer.id for member in members),
                commits=viewer.id in committed,
                lets_tell=viewer.id in outward,
                told=_all_of(members, outward),
            )
        )
    return found


def told(session: Session, engagement: Engagement) -> list[Told]:
    """What the group tells outside now: the newest wordings that every member of today lets be told."""
    rows = [] if engagement.form is Form.INDIVIDUAL else _living(session, engagement)
    newest = [row.versions[-1] for row in rows]
    yeses, members = _yeses(session, [version.id for version in newest]), circles.members(session, engagement)
    outward = [version for version in newest if _all_of(members, yeses.get((version.id, PracticeWord.OUTWARD), set()))]
    opened = texts.read(session, [version.text_id for version in outward if version.text_id])
    return [Told(version.id, opened[version.text_id]) for version in outward if version.text_id in opened]


def propose(session: Session, person: Person, engagement: Engagement, text: str, *, now: datetime) -> SharedAgreement:
    """Propose an agreement; a member who proposes commits to it. Raises AgreementNotYours, TextMissing, TextTooLong, TextForbidden."""
    _demand_inside(session, person, engagement, now=now)
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


def _demand_inside(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> None:
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
        _demand_inside(session, person, agreement.engagement, now=now)
    if not _lives(agreement):
        raise dropped
    return agreement


def _living(session: Session, engagement: Engagement) -> list[SharedAgreement]:
    query = (
        select(SharedAgreement)
        .where(SharedAgreement.engagement_id == engagement.id, SharedAgreement.dropped_at.is_(None), SharedAgreement.erased_at.is_(None))
        .options(selectinload(SharedAgreement.versions), joinedload(SharedAgreement.proposed_by))
        .order_by(SharedAgreement.id)
    )
    with guard.inside():
        return list(session.scalars(query))


def _lives(agreement: SharedAgreement) -> bool:
    return agreement.dropped_at is None and agreement.erased_at is None


def _yeses(session: Session, version_ids: Iterable[int]) -> Yeses:
    answers = select(SharedAgreementAnswer).where(SharedAgreementAnswer.version_id.in_(set(version_ids)), SharedAgreementAnswer.says_yes)
    found: Yeses = {}
    with guard.inside():
        for row in session.scalars(answers):
            found.setdefault((row.version_id, row.word), set()).add(row.person_id)
    return found


def _all_of(members: Iterable[Person], yes: set[int]) -> bool:
    ids = {member.id for member in members}
    return bool(ids) and ids <= yes


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
