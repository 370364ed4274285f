"""Sign-ins: server-side web sessions of which only the token's hash is stored."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.people.person import Person

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=10)
TOUCH_EVERY = timedelta(minutes=1)
# An expired sign-in still tells whose typed text arrived.
REMEMBERED = timedelta(days=7)
# It also tells which networks its person is at home in; after this it is deleted.
KEPT = timedelta(days=30)


class SignIn(Base):
    """One signed-in browser. Ends by idleness, by age, or by somebody's act."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    agent: Mapped[str] = mapped_column(String(120), default="")
    network: Mapped[str] = mapped_column(String(64), default="")
    # Text held from a lapsed sign-in waits for its owner: pages say so until it has been looked after.
    holds_text: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship()

    def is_live(self, *, now: datetime) -> bool:
        """Whether it still signs its person in: not ended, not idle for 30 minutes, not older than 10 hours."""
        return self.ended_at is None and now < self.seen_at + IDLE and now < self.created_at + ABSOLUTE

    def has_lapsed(self, *, now: datetime) -> bool:
        """Whether time alone ended it, lately enough to trust whose typed text this is."""
        return self.ended_at is None and not self.is_live(now=now) and now < self.created_at + REMEMBERED

    def needs_touch(self, *, now: datetime) -> bool:
        """Whether the last-seen time is stale enough to be worth a write."""
        return now >= self.seen_at + TOUCH_EVERY

    def end(self, *, now: datetime) -> None:
        """End it at once; ending twice keeps the first time."""
        self.ended_at = self.ended_at or now
