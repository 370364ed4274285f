"""Participants from a file: read into rows, shown with every row's faults, and written only when somebody confirms."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.people.person import Person
from models.process.engagement import Engagement


class ImportState(enum.StrEnum):
    """Where an import stands."""

    PREVIEW = "preview"
    CONFIRMED = "confirmed"  # the worker writes it
    DONE = "done"
    DROPPED = "dropped"


class RowState(enum.StrEnum):
    """What becomes, or became, of one row."""

    NEW = "new"
    ALREADY = "already"  # sits in the process already: nothing to do
    FAULTY = "faulty"
    REPEATED = "repeated"  # the same person stands earlier in the file
    ADDED = "added"


class ParticipantImport(Base):
    """One file, its rows and how far its writing has come."""

    __tablename__ = "participant_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"), index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    filename: Mapped[str] = mapped_column(String(120))
    source: Mapped[str] = mapped_column(String(20), default="")  # whose column names were recognised: peili, pretix, indico
    state: Mapped[ImportState] = mapped_column(one_of(ImportState, "state"), default=ImportState.PREVIEW)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))  # whose people they are and who pays
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    engagement: Mapped[Engagement] = relationship()
    made_by: Mapped[Person] = relationship()
    rows: Mapped[list[ImportRow]] = relationship(back_populates="imported", order_by="ImportRow.line")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        Index("ix_participant_imports_state", "state", "created_at"),
        CheckConstraint("done <= total", name="done_within_total"),
    )


class ImportRow(Base):
    """One line of the file; dropped with the import once it is done."""

    __tablename__ = "import_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("participant_imports.id"))
    line: Mapped[int]  # as a spreadsheet counts: the headings are line 1
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(20), default="")
    standing: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[RowState] = mapped_column(one_of(RowState, "state"))
    fault: Mapped[str] = mapped_column(String(60), default="")  # a code; its sentence is looked up

    imported: Mapped[ParticipantImport] = relationship(back_populates="rows")

    __table_args__ = (
        UniqueConstraint("import_id", "line"),
        Index("ix_import_rows_state", "import_id", "state", "line"),
        CheckConstraint("(state = 'faulty') = (fault <> '')", name="faulty_says_why"),
    )
