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
    key_id: Mapped[str] = mapped_column(String(32))
    text_id: Mapped[int | None] = mapped_column(ForeignKey("sealed_texts.id"))
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    delivered_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_outbox_messages_waiting",
            "not_before",
            sqlite_where=text("delivered_at IS NULL AND cancelled_at IS NULL"),
            postgresql_where=text("delivered_at IS NULL AND cancelled_at IS NULL"),
        ),
    )


class Submission(Base):
    """A form that has been answered: its key once, its answer for every repeat."""

    __tablename__ = "submissions"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    endpoint: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(index=True)
    location: Mapped[str | None] = mapped_column(String(500))
