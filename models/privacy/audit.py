"""The audit log and the log of reads: append-only, without content, in the transaction of the act."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.people.person import Person


class AuditEvent(Base):
    """Who did what to which object, when. Triggers refuse update and delete."""

    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    act: Mapped[str] = mapped_column(String(60), index=True)
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int | None]
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagements.id"), index=True)
    detail: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)  # codes and numbers only, never text

    actor: Mapped[Person | None] = relationship(foreign_keys=actor_id)
    subject: Mapped[Person | None] = relationship(foreign_keys=subject_id)

    __table_args__ = (Index("ix_audit_events_object", "object_type", "object_id"),)


class ReadAct(enum.StrEnum):
    """Opened to read, written, or taken away as a copy."""

    READ = "read"
    WROTE = "wrote"
    EXPORTED = "exported"


class ReaderRole(enum.StrEnum):
    """In which role the text was open to the reader."""

    AUTHOR = "author"
    SUPERVISOR = "supervisor"
    SUBJECT = "subject"
    PARTICIPANT = "participant"


class Read(Base):
    """One opening of confidential text of one meeting by one person."""

    __tablename__ = "reads"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    reader_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    role: Mapped[ReaderRole] = mapped_column(one_of(ReaderRole, "role"))
    act: Mapped[ReadAct] = mapped_column(one_of(ReadAct, "act"))
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))

    reader: Mapped[Person] = relationship()


class ReadPassage(Base):
    """Which passage versions a read opened."""

    __tablename__ = "read_passages"

    read_id: Mapped[int] = mapped_column(ForeignKey("reads.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("passage_versions.id"), primary_key=True, index=True)


class ReadMatter(enum.StrEnum):
    """What else than a passage a read opened."""

    GOAL = "goal"
    REFLECTION = "reflection"
    EVALUATION = "evaluation"


class ReadItem(Base):
    """What a read opened besides passages, and whose it is: their own goal, reflection or words in an evaluation."""

    __tablename__ = "read_items"

    read_id: Mapped[int] = mapped_column(ForeignKey("reads.id"), primary_key=True)
    matter: Mapped[ReadMatter] = mapped_column(one_of(ReadMatter, "matter"), primary_key=True)
    item_id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
