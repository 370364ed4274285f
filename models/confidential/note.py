"""Notes: the supervisor's own, the pair's, and the shared note made of passages."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.confidential.sealed import SealedText
from models.people.person import Person
from models.process.meeting import Meeting


class NoteKind(enum.StrEnum):
    """A note nobody else reads, or a note the two supervisors of a pair share."""

    OWN = "own"
    PAIR = "pair"


class WorkingNote(Base):
    """A supervisor's own working note of a meeting, or the pair's common one."""

    __tablename__ = "working_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    kind: Mapped[NoteKind] = mapped_column(one_of(NoteKind, "kind"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    key_id: Mapped[str] = mapped_column(String(32))
    text_id: Mapped[int | None] = mapped_column(ForeignKey("sealed_texts.id"))
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    version: Mapped[int] = mapped_column(default=1)

    text: Mapped[SealedText | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        CheckConstraint("(kind = 'own') = (author_id IS NOT NULL)", name="own_has_author"),
        Index(
            "uq_working_notes_own",
            "meeting_id",
            "author_id",
            unique=True,
            sqlite_where=sql("kind = 'own'"),
            postgresql_where=sql("kind = 'own'"),
        ),
        Index(
            "uq_working_notes_pair",
            "meeting_id",
            unique=True,
            sqlite_where=sql("kind = 'pair'"),
            postgresql_where=sql("kind = 'pair'"),
        ),
    )


class Passage(Base):
    """A paragraph-like part of the shared note, with a key of its own; erasing the key erases every version."""

    __tablename__ = "passages"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    key_id: Mapped[str] = mapped_column(String(32), unique=True)
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    draft_text_id: Mapped[int | None] = mapped_column(ForeignKey("sealed_texts.id"))
    draft_author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    draft_saved_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)  # row version: a stale save is a conflict, never an overwrite

    meeting: Mapped[Meeting] = relationship()
    author: Mapped[Person] = relationship(foreign_keys=author_id)
    draft_text: Mapped[SealedText | None] = relationship(foreign_keys=draft_text_id)
    versions: Mapped[list[PassageVersion]] = relationship(back_populates="passage", order_by="PassageVersion.number")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class PassageVersion(Base):
    """One exact text of a passage; what a consent is about. Never updated, except for erasure."""

    __tablename__ = "passage_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passages.id"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime]
    text_id: Mapped[int | None] = mapped_column(ForeignKey("sealed_texts.id"))
    # Keyed digest of the text; its key is derived from the passage key, so after erasure it matches nothing.
    digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))

    passage: Mapped[Passage] = relationship(back_populates="versions")
    author: Mapped[Person] = relationship()
    text: Mapped[SealedText | None] = relationship()
    subjects: Mapped[list[PassageSubject]] = relationship(back_populates="passage_version", order_by="PassageSubject.person_id")

    __table_args__ = (UniqueConstraint("passage_id", "number"),)


class PassageSubject(Base):
    """A person whom this version of a passage is about: tagged by the author, or by their own claim."""

    __tablename__ = "passage_subjects"

    version_id: Mapped[int] = mapped_column(ForeignKey("passage_versions.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True, index=True)
    claimed_at: Mapped[datetime | None]

    passage_version: Mapped[PassageVersion] = relationship(back_populates="subjects")
    person: Mapped[Person] = relationship()
