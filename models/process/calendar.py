"""Calendars of people's own: private feeds, what titles say there, and which invitations are out."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.base.tokens import new_token
from models.people.person import Person
from models.process.meeting import Meeting

MOST_FEEDS = 10


class Titles(enum.StrEnum):
    """How much a title in somebody's calendar says; others may see that calendar."""

    BUSY = "busy"
    MEETING = "meeting"
    FULL = "full"


class TooManyFeeds(DomainError):
    """More addresses than anybody has devices for: an old one is to be ended first."""

    code = "calendar_feed.too_many"


class CalendarSettings(Base):
    """What somebody has chosen of their calendar. Without a row: neutral titles, invitations by mail."""

    __tablename__ = "calendar_settings"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    titles: Mapped[Titles] = mapped_column(one_of(Titles, "titles"), default=Titles.MEETING)
    invitations: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class CalendarFeed(Base):
    """The address with which a calendar program fetches one person's meetings. Only the token's hash is kept."""

    __tablename__ = "calendar_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    name: Mapped[str] = mapped_column(String(60), default="")  # in whose words: phone, work computer
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    __table_args__ = (CheckConstraint("length(token_hash) = 32", name="whole_hash"),)

    @classmethod
    def open(cls, person: Person, name: str, *, others: int, now: datetime) -> tuple[CalendarFeed, str]:
        """A new feed beside the ``others`` that the person has, and its token, known from here on to its owner alone. Raises TooManyFeeds."""
        if others >= MOST_FEEDS:
            raise TooManyFeeds(most=MOST_FEEDS)
        token, digest = new_token()
        return cls(person=person, name=name, token_hash=digest, created_at=now), token

    def revoke(self, *, now: datetime) -> None:
        """Let the address lead nowhere from now on; doing it twice changes nothing."""
        self.revoked_at = self.revoked_at or now


class CalendarInvitation(Base):
    """What one person's calendar has been told of one meeting: the last SEQUENCE sent and whether it was a cancellation.

    The sequence is the person's own: somebody who leaves and comes back has heard more than the meeting has changed.
    """

    __tablename__ = "calendar_invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))  # of what was said, so that a change of words is noticed too

    meeting: Mapped[Meeting] = relationship()
    person: Mapped[Person] = relationship()

    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        CheckConstraint("sequence >= 0", name="sequence_from_zero"),
    )

    @property
    def stands(self) -> bool:
        """Whether the meeting is in the person's calendar now."""
        return self.cancelled_at is None

    def differs(self, digest: bytes) -> bool:
        """Whether the calendar says something else, or nothing."""
        return not self.stands or self.digest != digest or self.meeting.sequence > self.sequence

    def invite(self, digest: bytes, *, now: datetime) -> None:
        """Say it anew, under a higher number than before."""
        self._raise(now)
        self.digest, self.cancelled_at = digest, None

    def cancel(self, *, now: datetime) -> None:
        """Take it out of the calendar, under a higher number than before."""
        self._raise(now)
        self.cancelled_at = now

    def _raise(self, now: datetime) -> None:
        self.sequence, self.told_at = max(self.sequence + 1, self.meeting.sequence), now
