"""Feedback on accessibility: kept with the moment it came, because an answer is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.people.person import Person

# The Finnish act on digital services (306/2019) gives 14 days.
ANSWER_WITHIN = timedelta(days=14)


class Feedback(Base):
    """What somebody wrote about the pages, and whether it has been answered."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    received_at: Mapped[datetime]
    due_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    reply_to: Mapped[str | None] = mapped_column(String(254))
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))

    answered_by: Mapped[Person | None] = relationship()

    @classmethod
    def receive(cls, text: str, reply_to: str | None, language: str, *, now: datetime) -> Feedback:
        """A new message, with the moment by which it is answered."""
        return cls(text=text, reply_to=reply_to, language=language, received_at=now, due_at=now + ANSWER_WITHIN)

    def is_late(self, *, now: datetime) -> bool:
        """Whether the answer is overdue."""
        return self.answered_at is None and now >= self.due_at

    def answer(self, *, by: Person, now: datetime) -> None:
        """It has been answered; a second time changes nothing."""
        if self.answered_at is None:
            self.answered_at, self.answered_by = now, by
