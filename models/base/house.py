"""Rows the house itself needs: mail waiting to leave, forms already answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base.orm import Base


class OutboxMessage(Base):
    """A mail waiting to leave, written in the transaction of its cause. The body is sealed and wiped when delivered."""

    __tablename__ = "outbox_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    to_address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    template: Mapped[str] = mapped_column(String(60))
    # Whose coming events it tells of: what has not left is dropped when the receiver leaves that engagement.
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagements.id"), index=True)
    key_id: Mapped[str] = mapped_column(String(32), default="")
    # A mail made when it leaves, from what is true then, has no text but says of which meeting it tells.
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    # What keeps one thing from being told twice: for example reminder:day:<meeting>:<person>.
    once: Mapped[str | None] = mapped_column(String(120))
    notice: Mapped[str | None] = mapped_column(String(32))  # the kind, when the receiver may decline it or have it wait until morning
    text_id: Mapped[int | None] = mapped_column(ForeignKey("sealed_texts.id"))
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")  # a code of ours, never the server's words: they may quote anything
    delivered_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]  # given up: an administrator sees it and may send it again
    claimed_until: Mapped[datetime | None]  # a worker is delivering it; one that died loses it then

    __table_args__ = (
        Index(
            "ix_outbox_messages_waiting",
            "not_before",
            sqlite_where=text("delivered_at IS NULL AND cancelled_at IS NULL AND dead_at IS NULL"),
            postgresql_where=text("delivered_at IS NULL AND cancelled_at IS NULL AND dead_at IS NULL"),
        ),
        Index("uq_outbox_messages_once", "once", unique=True),
    )


class Job(Base):
    """A chore of the workers: when it is due, who has it, how it went. One worker at a time does it."""

    __tablename__ = "jobs"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    due_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    succeeded_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    last_error: Mapped[str] = mapped_column(String(80), default="")  # the kind of fault, never its message: that may quote data


class Submission(Base):
    """A form that has been answered: its key once, its answer for every repeat."""

    __tablename__ = "submissions"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    endpoint: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(index=True)
    location: Mapped[str | None] = mapped_column(String(500))
