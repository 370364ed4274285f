"""Rows the house itself needs: mail waiting to leave, forms already answered."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base.orm import Base
from models.base.refusals import DomainError

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


LATE = timedelta(minutes=5)  # a chore that waits longer is stuck


class MessageState(enum.StrEnum):
    """How far a mail has come."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    CANCELLED = "cancelled"


class MessageNotDead(DomainError):
    """Only a mail that was given up is sent again."""

    code = "message.not_dead"


class MessageWiped(DomainError):
    """What the mail said has been wiped."""

    code = "message.wiped"


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

    @property
    def state(self) -> MessageState:
        """What the moments say; one that left counts as sent, whatever happened meanwhile."""
        if self.delivered_at is not None:
            return MessageState.SENT
        if self.cancelled_at is not None:
            return MessageState.CANCELLED
        return MessageState.WAITING if self.dead_at is None else MessageState.DEAD

    @classmethod
    def stands(cls, state: MessageState) -> list[ColumnElement[bool]]:
        """The same as conditions."""
        ends = {MessageState.SENT: cls.delivered_at, MessageState.CANCELLED: cls.cancelled_at, MessageState.DEAD: cls.dead_at}
        conditions: list[ColumnElement[bool]] = []
        for ended, moment in ends.items():
            if ended is state:
                return [*conditions, moment.is_not(None)]
            conditions.append(moment.is_(None))
        return conditions

    @property
    def is_kept(self) -> bool:
        """Whether there is something to send: a text, or one that is made when it leaves."""
        return self.text_id is not None or not self.key_id

    def send_again(self, *, now: datetime) -> None:
        """Try once more, from the beginning. Raises MessageNotDead, MessageWiped."""
        if self.state is not MessageState.DEAD:
            raise MessageNotDead
        if not self.is_kept:
            raise MessageWiped
        self.dead_at, self.attempts, self.not_before, self.last_error = None, 0, now, ""


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

    def is_under_way(self, *, now: datetime) -> bool:
        """Whether a worker is doing it at this moment; one that keeps it between its turns is not."""
        begun = self.started_at is not None and (self.finished_at is None or self.finished_at < self.started_at)
        return begun and self.claimed_until is not None and now < self.claimed_until

    def is_stuck(self, *, now: datetime) -> bool:
        """Whether nobody does it although it has been due for a while: no worker runs, or the one that did it has died."""
        claimed = self.claimed_until is not None and now < self.claimed_until
        return not claimed and now > self.due_at + LATE


class Submission(Base):
    """A form that has been answered: its key once, its answer for every repeat."""

    __tablename__ = "submissions"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    endpoint: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(index=True)
    location: Mapped[str | None] = mapped_column(String(500))
