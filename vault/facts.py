"""The rows behind notes, read inside the vault in a fixed number of statements however many passages there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.confidential import (
    Answer,
    Audience,
    Consent,
    ConsentRequest,
    Passage,
    PassageSubject,
    PassageVersion,
    Purpose,
    StandingPreference,
)
from models.people import Person
from policy.confidential.visibility import bind, readable_versions
from vault import guard

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Given:
    """The newest answers of one subject about one version."""

    share: Answer | None = None
    audience: Audience | None = None
    record: Answer | None = None


def readable(session: Session, viewer: Person, *conditions: Any, now: datetime) -> dict[int, Row[Any]]:  # noqa: ANN401
    """The newest readable version of each passage, by passage id. Nothing while the viewer's texts are closed."""
    if viewer.texts_closed or not viewer.is_active:
        return {}
    with guard.inside():
        rows = session.execute(readable_versions().where(*conditions), bind(viewer, now=now)).all()
    return {row.passage_id: row for row in rows}  # later numbers replace earlier ones


def passages(session: Session, meeting_id: int) -> list[Passage]:
    """Every passage of a meeting, oldest first."""
    with guard.inside():
        return list(session.scalars(select(Passage).where(Passage.meeting_id == meeting_id).order_by(Passage.id)))


def newest_versions(session: Session, passage_ids: Iterable[int]) -> dict[int, PassageVersion]:
    """The newest version of each passage, readable or not, by passage id."""
    newest = select(func.max(PassageVersion.id)).where(PassageVersion.passage_id.in_(list(passage_ids))).group_by(PassageVersion.passage_id)
    with guard.inside():
        return {v.passage_id: v for v in session.scalars(select(PassageVersion).where(PassageVersion.id.in_(newest)))}


def subjects(session: Session, version_ids: Iterable[int]) -> dict[int, list[Person]]:
    """Subjects of each version, in name order."""
    query = (
        select(PassageSubject.version_id, Person)
        .join(Person, Person.id == PassageSubject.person_id)
        .where(PassageSubject.version_id.in_(list(version_ids)))
        .order_by(Person.sort_key)
    )
    found: dict[int, list[Person]] = defaultdict(list)
    with guard.inside():
        for version_id, person in session.execute(query):
            found[version_id].append(person)
    return found


def answers(session: Session, version_ids: Iterable[int]) -> dict[tuple[int, int], Given]:
    """The newest answers, by (version, person)."""
    query = select(Consent).where(Consent.version_id.in_(list(version_ids))).order_by(Consent.id)
    found: dict[tuple[int, int], dict[str, Any]] = defaultdict(dict)
    with guard.inside():
        for row in session.scalars(query):
            given = found[row.version_id, row.person_id]
            if row.purpose is Purpose.SHARE:
                given |= {"share": row.answer, "audience": row.audience}
            else:
                given["record"] = row.answer
    return {key: Given(**given) for key, given in found.items()}


def asked(session: Session, version_ids: Iterable[int]) -> dict[tuple[int, int], ConsentRequest]:
    """Requests by (version, person)."""
    with guard.inside():
        rows = session.scalars(select(ConsentRequest).where(ConsentRequest.version_id.in_(list(version_ids))))
        return {(row.version_id, row.person_id): row for row in rows}


def standing(session: Session, engagement_id: int, person_id: int | None = None) -> dict[int, StandingPreference]:
    """The newest standing preference of each person in an engagement."""
    query = select(StandingPreference).where(StandingPreference.engagement_id == engagement_id).order_by(StandingPreference.id)
    if person_id is not None:
        query = query.where(StandingPreference.person_id == person_id)
    with guard.inside():
        return {row.person_id: row for row in session.scalars(query)}


def may_record(given: Given, preference: StandingPreference | None) -> bool:
    """Whether recording is allowed: by an answer about this version, else by the standing preference, else not."""
    if given.record is not None:
        return given.record is Answer.GRANTED
    return preference is not None and preference.may_record


def version_of(session: Session, version_id: int) -> PassageVersion | None:
    """One version with its passage and subjects."""
    with guard.inside():
        version = session.get(PassageVersion, version_id)
        if version is not None:
            _ = version.passage, version.subjects
    return version
