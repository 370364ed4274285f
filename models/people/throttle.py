"""Throttles: each failure makes the next try wait longer; kept in the database, so every process agrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

FORGET_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Pace:
    """How many tries are free, and the longest that one more may have to wait. Nothing is ever locked out."""

    free: int
    longest: timedelta


# One account tried from one network; a network as a whole (a campus shares one); an account from anywhere at all.
PAIR = Pace(5, timedelta(minutes=15))
NETWORK = Pace(50, timedelta(minutes=1))
ACCOUNT = Pace(20, timedelta(minutes=1))


class Throttle(Base):
    """Failures counted for one key, such as an account or a network."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_failure_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]

    def wait(self, *, now: datetime) -> timedelta:
        """How long the next try must still wait; zero when it need not."""
        return max(timedelta(), self.blocked_until - now) if self.blocked_until else timedelta()

    def fail(self, pace: Pace, *, now: datetime) -> None:
        """Count a failure: some are free, then 2, 4, 8 … seconds, at most the longest of the pace."""
        if now >= self.last_failure_at + FORGET_AFTER:
            self.failures = 0
        self.failures += 1
        self.last_failure_at = now
        over = self.failures - pace.free
        if over > 0:
            self.blocked_until = now + min(pace.longest, timedelta(seconds=2 ** min(over, 20)))

    def forgive(self) -> None:
        """Take one failure back: the try was right after all."""
        self.failures, self.blocked_until = max(0, self.failures - 1), None

    def clear(self) -> None:
        """Forget all failures."""
        self.failures, self.blocked_until = 0, None
