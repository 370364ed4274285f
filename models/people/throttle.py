"""Throttles: each failure makes the next try wait longer; kept in the database, so every process agrees."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

FREE_TRIES = 5
LONGEST = timedelta(minutes=15)
FORGET_AFTER = timedelta(hours=24)


class Throttle(Base):
    """Failures counted for one key, such as an account or a network; no key is ever locked out for good."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_failure_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]

    def wait(self, *, now: datetime) -> timedelta:
        """How long the next try must still wait; zero when it need not."""
        return max(timedelta(), self.blocked_until - now) if self.blocked_until else timedelta()

    def fail(self, *, now: datetime) -> None:
        """Count a failure: five are free, then 2, 4, 8 … seconds, at most 15 minutes."""
        if now >= self.last_failure_at + FORGET_AFTER:
            self.failures = 0
        self.failures += 1
        self.last_failure_at = now
        over = self.failures - FREE_TRIES
        if over > 0:
            self.blocked_until = now + min(LONGEST, timedelta(seconds=2 ** min(over, 20)))
