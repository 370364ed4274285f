"""Traces: opening text leaves a row in the same transaction, or the text does not open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from models.privacy import AuditEvent, Read, ReadAct, ReaderRole, ReadItem, ReadMatter, ReadPassage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Meeting


def read(
    session: Session,
    reader: Person,
    meeting: Meeting,
    role: ReaderRole,
    version_ids: Iterable[int],
    *,
    now: datetime,
    act: ReadAct = ReadAct.READ,
) -> None:
    """Record that these versions were opened. Fails before any text leaves when the row cannot be written."""
    versions = sorted(set(version_ids))
    if not versions:
        return
    row = Read(at=now, reader_id=reader.id, role=role, act=act, engagement_id=meeting.engagement_id, meeting_id=meeting.id)
    session.add(row)
    session.flush()
    session.execute(insert(ReadPassage), [{"read_id": row.id, "version_id": version} for version in versions])


def items(
    session: Session,
    reader: Person,
    engagement_id: int,
    role: ReaderRole,
    opened: Iterable[tuple[ReadMatter, int, int]],
    *,
    now: datetime,
    act: ReadAct = ReadAct.READ,
) -> None:
    """Record that other people's goals, reflections or words were opened: (what, its id, whose). One's own leave no trace."""
    others = sorted({item for item in opened if item[2] != reader.id})
    if not others:
        return
    row = Read(at=now, reader_id=reader.id, role=role, act=act, engagement_id=engagement_id)
    session.add(row)
    session.flush()
    session.execute(
        insert(ReadItem),
        [{"read_id": row.id, "matter": matter, "item_id": item, "subject_id": subject} for matter, item, subject in others],
    )


def act(
    session: Session,
    actor: Person,
    what: str,
    *,
    object_type: str,
    object_id: int | None,
    engagement_id: int,
    now: datetime,
    subject_id: int | None = None,
    **detail: object,
) -> None:
    """Record an act on confidential material: codes and numbers, never a text or an answer's reason."""
    session.add(
        AuditEvent(
            at=now,
            actor_id=actor.id,
            act=what,
            object_type=object_type,
            object_id=object_id,
            subject_id=subject_id,
            engagement_id=engagement_id,
            detail=dict(detail),
        )
    )
