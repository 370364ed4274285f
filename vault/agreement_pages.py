"""What is read of shared agreements: inside the group who has committed, outside only what every member lets be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.confidential import PracticeWord, SharedAgreement, SharedAgreementAnswer, SharedAgreementVersion
from models.confidential.naming import mentioned
from models.process import Form
from vault import circles, guard, texts
from vault.shared_agreements import demand_inside

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement

Yeses = dict[tuple[int, PracticeWord], set[int]]  # (version, what about) -> ids of those who say yes


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
    demand_inside(session, viewer, engagement, now=now)
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
    outward = _outward(session, engagement)
    opened = texts.read(session, [version.text_id for version in outward if version.text_id])
    return [Told(version.id, opened[version.text_id]) for version in outward if version.text_id in opened]


def tells(session: Session, engagement: Engagement) -> bool:
    """Whether the group tells anything outside now; nothing is opened."""
    return bool(_outward(session, engagement))


def _living(session: Session, engagement: Engagement) -> list[SharedAgreement]:
    query = (
        select(SharedAgreement)
        .where(SharedAgreement.engagement_id == engagement.id, SharedAgreement.dropped_at.is_(None), SharedAgreement.erased_at.is_(None))
        .options(selectinload(SharedAgreement.versions), joinedload(SharedAgreement.proposed_by))
        .order_by(SharedAgreement.id)
    )
    with guard.inside():
        return list(session.scalars(query))


def _outward(session: Session, engagement: Engagement) -> list[SharedAgreementVersion]:
    rows = [] if engagement.form is Form.INDIVIDUAL else _living(session, engagement)
    if not rows:
        return []
    newest = [row.versions[-1] for row in rows]
    yeses, members = _yeses(session, [version.id for version in newest]), circles.members(session, engagement)
    return [version for version in newest if _all_of(members, yeses.get((version.id, PracticeWord.OUTWARD), set()))]


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
